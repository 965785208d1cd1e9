import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { globMatches } from '../src/glob.ts'

describe('globMatches', () => {
  test.each([
    ['main.tf', 'main.tf', true],
    ['main.tf', 'mainxtf', false],
    ['*.tf', 'main.tf', true],
    ['*.tf', 'a/main.tf', false],
    ['**/*.tf', 'main.tf', true],
    ['**/*.tf', 'a/b/main.tf', true],
    ['**/main.tf', 'domain.tf', false],
    ['a/**/b', 'a/b', true],
    ['a/**/b', 'a/x/y/b', true],
    ['a/**/b', 'a/xb', false],
    ['a/**', 'a/', true],
    ['a/**', 'a', false],
    ['a**/b', 'axy/z/b', true],
    ['a**/b', 'ab', false],
    ['?.tf', '😀.tf', true],
    ['a?b', 'a/b', false],
    ['[a]', 'a', false],
    ['aws/*', 'aws/s3-versioning', true],
    ['', '', true],
    ['', 'a', false],
  ])('%s and %s: %s', (glob, text, matches) => {
    expect(globMatches(glob, text)).toBe(matches)
  })

  test('agrees with a regular expression', () => {
    const texts = fc.string({ unit: fc.constantFrom('a', 'b', '/', '.'), maxLength: 8 })
    const globs = fc.array(fc.constantFrom('a', 'b', '/', '.', '*', '?', '**', '**/'), { maxLength: 6 })
    fc.assert(
      fc.property(globs, texts, (parts, text) => {
        const glob = parts.join('')
        expect(globMatches(glob, text)).toBe(expressionOf(glob).test(text))
      }),
      { numRuns: 2000 },
    )
  })

  test('stays quick on a glob made to be slow', () => {
    const began = performance.now()
    expect(globMatches(`${'**/**a*'.repeat(30)}z`, 'a/'.repeat(500))).toBe(false)
    expect(performance.now() - began).toBeLessThan(2000)
  })
})

/** The same meaning, written the short way. */
function expressionOf(glob: string): RegExp {
  const source = glob.replace(/(?<![^/])\*\*\/|\*\*|\*|\?|\./g, (part) => {
    if (part === '**/') return '(?:.*/)?'
    if (part === '**') return '.*'
    return part === '*' ? '[^/]*' : part === '?' ? '[^/]' : '\\.'
  })
  return new RegExp(`^${source}$`, 's')
}
