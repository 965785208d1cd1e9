import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { dockerfileSyntax } from '@regraft/syntax/dockerfile'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { dockerfileClaims } from '../src/claims.ts'
import { commandsOf } from '../src/dockerfile/commands.ts'
import { stagesOf } from '../src/dockerfile/stages.ts'
import { dockerfileFramework } from '../src/dockerfile.ts'

const folder = fileURLToPath(new URL('dockerfile', import.meta.url))
const names = readdirSync(folder).filter((name) => name.endsWith('.Dockerfile'))
const read = (name: string): string => readFileSync(join(folder, name), 'utf8')

/** The answers beside the files are those of Conftest's own parser (commit 6a3fd60, BuildKit 0.32.2). */
test.each(names)('%s has the commands that Conftest sees', (name) => {
  const { instructions, diagnostics } = dockerfileSyntax.parse(read(name))
  expect(diagnostics).toEqual([])
  expect(commandsOf(instructions).map(({ value }) => value)).toEqual(
    JSON.parse(read(name.replace('Dockerfile', 'json'))),
  )
})

test('stages are what Trivy sees: lines, the whole text, the script of a heredoc', () => {
  const { value } = stagesOf('Dockerfile', dockerfileSyntax.parse(read('heredocs.Dockerfile')).instructions)
  const [stage] = value as { Name: string; Commands: { [name: string]: unknown }[] }[]
  expect(stage?.Name).toBe('windows AS base')
  expect(stage?.Commands.map(({ StartLine, EndLine, Value }) => [StartLine, EndLine, Value])).toEqual([
    [2, 2, ['windows', 'AS', 'base']],
    [3, 4, ['dir c:\\   && echo done']],
    [5, 8, ['echo one ; echo "two" # three']],
    [9, 13, ['first \\']],
    [14, 17, ['python <<END && echo after\n#!/usr/bin/env python\nprint("x")\nEND']],
    [18, 18, ['echo "a << b"']],
    [19, 19, ['C:\\app']],
  ])
  const [before, build] = stagesOf('D', dockerfileSyntax.parse(read('stages.Dockerfile')).instructions).value
  expect([before?.['Name'], build?.['Name']]).toEqual([
    '',
    '--platform=$BUILDPLATFORM golang:${VERSION} AS build',
  ])
})

test('a path leads to its instruction', () => {
  const document = dockerfileSyntax.parse(read('stages.Dockerfile'))
  const [unit] = dockerfileFramework.units([{ path: 'Dockerfile', head: '' }])
  const [resource] = unit === undefined ? [] : dockerfileFramework.load(unit, () => document).resources
  const at = (path: readonly (string | number)[]): string | undefined => {
    const origin = resource?.origin(path)
    const range = origin?.kind === 'literal' ? document.range(origin.path, 'key') : undefined
    return range && document.text.slice(range.start, range.end)
  }
  expect(at(['Stages', 1, 'Commands', 1])).toBe('ENV')
  expect(at(['Stages', 2])).toBe('from')
  // The comment in front of it is a command too.
  expect([at(['commands', 1]), at(['commands', 2, 'Value'])]).toEqual(['FROM', 'FROM'])
  expect(at([])).toBe(undefined)
})

test.each([
  ['FROM a\nBOGUS x\n', 'there is no instruction BOGUS'],
  ['FROM a\nENV x\n', 'ENV needs a name and a value'],
  ['FROM a\nENV a=1 x\n', 'x is no name=value'],
  ['FROM a\nCMD ["a", 1]\n', 'a JSON list of arguments holds texts only'],
  ['FROM a\nRUN <<EOF\nx\n', 'the heredoc EOF does not end'],
  ['# escape=`\n# escape=`\nFROM a\n', 'escape is said twice'],
  ['# only this\n', 'the file holds no instruction'],
])('%j is refused', (text, message) => {
  expect(dockerfileSyntax.parse(text).diagnostics.map((each) => each.message)).toEqual([message])
})

test('whatever a text is, it is read, and instructions follow one another in it', () => {
  const piece = fc.constantFrom(
    'FROM a',
    'RUN ',
    '<<E',
    'E',
    '\n',
    '\r\n',
    '\\',
    '\\\n',
    '#',
    ' ',
    '"',
    '[',
    '=',
    '\uFEFF',
    '😀',
  )
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
      const text = pieces.join('')
      let last = 0
      for (const { start, end, nameEnd, name } of dockerfileSyntax.parse(text).instructions) {
        expect(start).toBeGreaterThanOrEqual(last)
        expect([name, text.slice(start, end)]).toContain(text.slice(start, nameEnd))
        expect(end).toBeLessThanOrEqual(text.length)
        last = end
      }
    }),
  )
})

test.each([
  ['Dockerfile', true],
  ['a/Dockerfile.debug', true],
  ['a/dev.Dockerfile', true],
  ['Containerfile', true],
  ['Dockerfile/x', false],
  ['a/dockerfiles', false],
])('%s is one: %s', (path, one) => expect(dockerfileClaims({ path })).toBe(one))
