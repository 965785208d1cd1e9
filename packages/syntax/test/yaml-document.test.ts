import type { Path } from '@regraft/model'
import { describe, expect, it } from 'vitest'
import { goYamlSyntax, yamlSyntax } from '../src/index.ts'

const valuesOf = (text: string): unknown[] => yamlSyntax.parse(text).parts.map(({ value }) => value)
const codes = (text: string): string[] =>
  yamlSyntax.parse(text).diagnostics.map(({ code, severity }) => `${code} ${severity}`)

describe('YAML streams', () => {
  it('cuts a stream into its documents', () => {
    expect(valuesOf('')).toEqual([])
    expect(valuesOf('# nothing\n')).toEqual([])
    expect(valuesOf('# license\n---\na: 1\n')).toEqual([{ a: 1 }])
    expect(valuesOf('--- # one\na: 1\n---\n# nothing\n--- # three\nb: 2\n')).toEqual([
      { a: 1 },
      null,
      { b: 2 },
    ])
    expect(valuesOf('a: 1\n...\n# between\n%YAML 1.2\n---\nb: 2\n...\n# end\n')).toEqual([{ a: 1 }, { b: 2 }])
    expect(valuesOf('a: |\n  ---\n  ...\n---\nb: "x\n  --- y"\n')).toEqual([
      { a: '---\n...\n' },
      { b: 'x --- y' },
    ])
    expect(valuesOf('\ufeffa: 1\r\n---\r\nb: 2')).toEqual([{ a: 1 }, { b: 2 }])
    expect(valuesOf('--- |\n text\n--- {a: 1}\n--- - x\n')).toEqual(['text\n', { a: 1 }, null])
  })

  it('tells where things stand', () => {
    const text = '# top\na: &x "v" # c\nl:\n- k: |\n    one\n    two\n- [p, {q: r}]\n---\nb:\n'
    const document = yamlSyntax.parse(text)
    const at = (path: Path, part?: 'value' | 'key' | 'node'): string | undefined => {
      const range = document.range(path, part)
      return range && text.slice(range.start, range.end)
    }
    expect(at([0, 'a'])).toBe('"v"')
    expect(at([0, 'a'], 'key')).toBe('a')
    expect(at([0, 'a'], 'node')).toBe('a: &x "v"')
    expect(at([0, 'l', 0, 'k'])).toBe('|\n    one\n    two')
    expect(at([0, 'l', 0], 'node')).toBe('- k: |\n    one\n    two')
    expect(at([0, 'l', 0], 'key')).toBe('k: |\n    one\n    two')
    expect(at([0, 'l', 1, 1, 'q'])).toBe('r')
    expect(at([0, 'l', 1, 1])).toBe('{q: r}')
    expect(document.range([1, 'b'])).toEqual({ start: text.length - 1, end: text.length - 1 })
    expect(at([1, 'c'])).toBeUndefined()
    expect(at([2])).toBeUndefined()
    expect(document.comments).toEqual([
      { range: { start: 0, end: 5 }, text: '# top' },
      { range: { start: 16, end: 19 }, text: '# c' },
    ])
  })

  it('takes over the documents that did not change', () => {
    const before = yamlSyntax.parse('a: {b: 1}\n---\nc: {d: 2}\n---\ne: 3\n')
    const values = before.parts.map(({ value }) => value)
    const after = yamlSyntax.parse('a: {b: 1}\n---\nc: {d: 5}\nf: 6\n---\ne: 3\n', { previous: before })
    expect(after.parts.map(({ value }, i) => value === values[i])).toEqual([true, false, true])
    expect(after.range([2, 'e'])).toEqual({ start: 36, end: 37 })
    // The same text read another way is another value.
    expect(
      goYamlSyntax.parse('a: yes\n', { previous: yamlSyntax.parse('a: yes\n') }).parts[0]?.value,
    ).toEqual({ a: true })
  })
})

describe('YAML values', () => {
  it('reads plain scalars by the core schema', () => {
    const text =
      '[yes, 010, 0o17, 0x1F, 1e3, .5, ~, Null, TRUE, 1_000, 12:30, 2001-01-01, .inf, -0, 1., "1", !!str 2, !!int "3", ! 4]'
    expect(valuesOf(text)).toEqual([
      [
        'yes',
        10,
        15,
        31,
        1000,
        0.5,
        null,
        null,
        true,
        '1_000',
        '12:30',
        '2001-01-01',
        '.inf',
        -0,
        1,
        '1',
        '2',
        3,
        '4',
      ],
    ])
  })

  it('reads them as Kubernetes does', () => {
    // Checked against sigs.k8s.io/yaml 1.6.
    const text =
      '[yes, y, "on", off, N, 0777, 0o17, 08, 0b11, -0x1F, 1_000, 1_0.5, 0_7, _1, 12:30, 2001-01-01, tRue, 1e400]'
    const [part] = goYamlSyntax.parse(text).parts
    expect(part?.value).toEqual([
      true,
      true,
      'on',
      false,
      false,
      511,
      15,
      8,
      3,
      -31,
      1000,
      10.5,
      7,
      '_1',
      '12:30',
      '2001-01-01',
      'tRue',
      '1e400',
    ])
  })

  it('resolves aliases and merge keys', () => {
    const text =
      'a: &a {x: 1, y: 2}\nb: &b {y: 3, z: 4}\nc: {<<: [*a, *b], z: 5}\nd: {y: 0, <<: *a}\ne: *a\n"<<": 1\n'
    expect(valuesOf(text)).toEqual([
      {
        a: { x: 1, y: 2 },
        b: { y: 3, z: 4 },
        c: { x: 1, y: 2, z: 5 },
        d: { x: 1, y: 0 },
        e: { x: 1, y: 2 },
        '<<': 1,
      },
    ])
    // yaml.v2 lets a merge replace what stands before it.
    expect(goYamlSyntax.parse('a: &a {v: 2}\nd: {v: 0, <<: *a}\n').parts[0]?.value).toEqual({
      a: { v: 2 },
      d: { v: 2 },
    })
  })

  it('names keys of every kind', () => {
    expect(valuesOf('1: a\ntrue: b\n~: c\n? [x, {y: z}]\n: d\n&k e: f\n*k : g\n__proto__: {h: 1}\n')).toEqual(
      [
        JSON.parse(
          '{"1":"a","true":"b","":"c","[\\"x\\",{\\"y\\":\\"z\\"}]":"d","e":"g","__proto__":{"h":1}}',
        ),
      ],
    )
  })

  it('warns of what readers disagree on', () => {
    expect(codes('a: 1\na: 2\n')).toEqual(['YAML_DUPLICATE_KEY warning'])
    expect(valuesOf('a: 1\na: 2\n')).toEqual([{ a: 2 }])
  })

  it('leaves a block scalar that the text cuts off without its line break', () => {
    expect(valuesOf('a: |\n  x')).toEqual([{ a: 'x' }])
    expect(valuesOf('a: |\n  x\n')).toEqual([{ a: 'x\n' }])
  })
})

describe('where YAML values are written', () => {
  const text = 'base: &b {k: 1, l: [1]}\nuse: *b\nmix: {<<: *b, m: 2}\nt: !Ref x\n'
  const document = yamlSyntax.parse(text)
  const where = (path: Path): unknown => {
    const trace = document.trace([0, ...path])
    return trace && { path: trace.path, missing: trace.missing, use: trace.use, tag: trace.tag }
  }

  it('follows aliases and merge keys', () => {
    expect(where(['base', 'k'])).toMatchObject({ path: [0, 'base', 'k'], missing: [], use: undefined })
    expect(where(['use', 'l', 0])).toMatchObject({ path: [0, 'base', 'l', 0], use: { path: [0, 'use'] } })
    expect(where(['mix', 'k'])).toMatchObject({
      path: [0, 'base', 'k'],
      use: { path: [0, 'mix'], merged: 'k' },
    })
    expect(where(['mix', 'n', 'o'])).toMatchObject({ path: [0, 'mix'], missing: ['n', 'o'], use: undefined })
    expect(where(['use', 'n'])).toMatchObject({
      path: [0, 'base'],
      missing: ['n'],
      use: { path: [0, 'use'] },
    })
    expect(where(['t'])).toMatchObject({ path: [0, 't'], tag: '!Ref' })
  })

  it('names every place that reads a value', () => {
    expect(document.uses([0, 'base', 'k'])).toEqual([
      [0, 'base', 'k'],
      [0, 'use', 'k'],
      [0, 'mix', 'k'],
    ])
    expect(document.uses([0, 'mix', 'm'])).toEqual([[0, 'mix', 'm']])
  })
})

describe('hostile YAML', () => {
  const quick = (text: string): string[] => {
    const start = performance.now()
    const found = codes(text)
    expect(performance.now() - start).toBeLessThan(10_000)
    return found
  }

  it('stops at depth', () => {
    for (const open of ['[', '{a: ', '- ', '? ', '[{'])
      expect(quick(open.repeat(100_000))).toEqual(['YAML_TOO_DEEP error'])
    const lines = Array.from({ length: 2000 }, (_, i) => `${' '.repeat(i)}a:\n`).join('')
    expect(quick(lines)).toEqual(['YAML_TOO_DEEP error'])
    expect(quick(`${'['.repeat(390)}${']'.repeat(390)}`)).toEqual([])
  })

  it('stops at aliases that stand for too much', () => {
    const bomb = Array.from(
      { length: 9 },
      (_, i) => `a${i}: &a${i} [${i === 0 ? 'x' : Array(9).fill(`*a${i - 1}`)}]\n`,
    )
    expect(quick(bomb.join(''))).toEqual(['YAML_ALIAS_LIMIT error'])
    const merges = Array.from(
      { length: 20 },
      (_, i) => `m${i}: &m${i} {k${i}: 1${i === 0 ? '' : `, <<: [${Array(9).fill(`*m${i - 1}`)}]`}}\n`,
    )
    expect(quick(merges.join(''))).toEqual(['YAML_ALIAS_LIMIT error'])
    const keys = `${bomb.slice(0, 6).join('')}? *a5\n: 1\n`
    expect(quick(keys)).toEqual(['YAML_ALIAS_LIMIT error'])
    expect(quick('a: &a [*a]\n')).toEqual(['YAML_ALIAS error'])
    expect(quick('a: *b\n')).toEqual(['YAML_ALIAS error'])
    expect(quick('a: &a 1\nb: {<<: *a}\n')).toEqual(['YAML_MERGE error'])
  })

  it('says which characters YAML forbids', () => {
    expect(quick('a: \0\n')).toEqual(['YAML_CHARACTER error'])
    expect(quick('a: 1\rb: 2\n')).toEqual(['YAML_CHARACTER error'])
    expect(yamlSyntax.parse('ok: 1\n---\na: \x07').diagnostics[0]?.range).toEqual({ start: 13, end: 14 })
  })

  it('takes time in proportion to the text', () => {
    const size = 40_000
    for (const text of [
      '"'.repeat(size),
      "'".repeat(size),
      '#\n'.repeat(size),
      '&a '.repeat(size),
      '!a '.repeat(size),
      '*a '.repeat(size),
      '- \n'.repeat(size),
      ': \n'.repeat(size),
      'a\n'.repeat(size),
      `a: |\n${'  x\n'.repeat(size)}`,
      `[${'a,'.repeat(size)}]`,
      Array.from({ length: size }, (_, i) => `k${i}: v\n`).join(''),
      `"${'a\n '.repeat(size)}"`,
      '---\n'.repeat(size / 4),
      `[${'\n'.repeat(size)}]`,
      `? ${'x '.repeat(size)}`,
      '%a\n'.repeat(size),
      '...\n'.repeat(size),
      `{${'"a":1,'.repeat(size)}}`,
    ])
      quick(text)
  })
})
