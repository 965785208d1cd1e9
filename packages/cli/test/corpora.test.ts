import { execFileSync } from 'node:child_process'
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Ajv } from 'ajv'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { run } from './support.ts'

const shared = fileURLToPath(new URL('../../../../shared/corpora', import.meta.url))
const places = [...(process.env['REGRAFT_CORPORA'] ?? '').split(delimiter).filter(Boolean), shared]
const wanted = ['terragoat', 'kaimonkey', 'kubernetes-goat', 'microservices-demo']
const found = wanted.flatMap((name) => {
  const folder = places.map((place) => join(place, name)).find((path) => existsSync(path))
  return folder === undefined ? [] : [{ name, folder }]
})
const missing = wanted.filter((name) => found.every((corpus) => corpus.name !== name))

let root = ''
beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'regraft-corpora-'))
})
afterAll(() => rmSync(root, { recursive: true, force: true }))

/** A copy that may be written. */
function copy(folder: string, name: string): string {
  const to = join(root, name)
  cpSync(folder, to, { recursive: true, filter: (path) => !path.endsWith('/.git') })
  for (const path of filesOf(to)) chmodSync(join(to, path), 0o644)
  return to
}

function filesOf(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => !path.startsWith('.regraft') && statSync(join(folder, path)).isFile())
    .sort()
}

function bytesOf(folder: string): Map<string, string> {
  return new Map(filesOf(folder).map((path) => [path, readFileSync(join(folder, path)).toString('latin1')]))
}

// The log is walked as a reader would.
interface Replacement {
  readonly deletedRegion: { startLine: number; startColumn: number; endLine: number; endColumn: number }
  readonly insertedContent: { text: string }
}

/** Applies a log's fixes by line and column, as an editor would. */
function applied(text: string, replacements: readonly Replacement[]): string {
  const mark = text.startsWith('\ufeff') ? '\ufeff' : ''
  const lines = text.slice(mark.length).split(/(?<=\r\n|\n|\r(?!\n))/)
  const starts = [0]
  for (const line of lines) starts.push((starts.at(-1) ?? 0) + line.length)
  const offset = (line: number, column: number): number => (starts[line - 1] ?? 0) + column - 1
  const edits = new Map(
    replacements.map(({ deletedRegion: at, insertedContent }) => {
      const start = offset(at.startLine, at.startColumn)
      const end = offset(at.endLine, at.endColumn)
      return [`${start} ${end} ${insertedContent.text}`, { start, end, text: insertedContent.text }]
    }),
  )
  let out = text.slice(mark.length)
  for (const { start, end, text } of [...edits.values()].sort((a, b) => b.start - a.start || b.end - a.end))
    out = out.slice(0, start) + text + out.slice(end)
  return mark + out
}

describe('public repositories', () => {
  it.skip.each(missing)('%s is missing: set REGRAFT_CORPORA', () => {})

  it.each(found)(
    '$name: preview, SARIF fixes and heal agree to the byte; undo restores',
    async ({ name, folder }) => {
      const healed = copy(folder, `${name}-healed`)
      const patched = copy(folder, `${name}-patched`)
      const before = bytesOf(healed)

      const dry = await run(healed, ['heal', '--unsafe', '--dry-run', '-q'])
      const log = await run(healed, ['heal', '--unsafe', '--dry-run', '--format', 'sarif'])
      expect(bytesOf(healed)).toEqual(before)

      const json = await run(healed, ['heal', '--unsafe', '--format', 'json'])
      const report = JSON.parse(json.stdout)
      const schema = readFileSync(new URL('../../model/schemas/report.schema.json', import.meta.url), 'utf8')
      const validate = new Ajv({ allowUnionTypes: true }).compile(JSON.parse(schema))
      expect(validate(report), JSON.stringify(validate.errors?.slice(0, 3))).toBe(true)
      expect(report.summary.healed).toBeGreaterThan(0)
      for (const { status, fix } of report.findings)
        if (status === 'open' && fix) expect(fix.result, JSON.stringify(fix)).toMatch(/./)

      execFileSync('git', ['apply', '--whitespace=nowarn', '-'], { cwd: patched, input: dry.stdout })
      const after = bytesOf(healed)
      expect(bytesOf(patched)).toEqual(after)

      const changes = new Map<string, Replacement[]>()
      for (const { fixes = [] } of JSON.parse(log.stdout).runs[0].results)
        for (const { artifactLocation, replacements } of fixes[0]?.artifactChanges ?? []) {
          const file = decodeURIComponent(artifactLocation.uri)
          changes.set(file, [...(changes.get(file) ?? []), ...replacements])
        }
      for (const [file, text] of before) {
        const text8 = Buffer.from(text, 'latin1').toString()
        const fixed = Buffer.from(applied(text8, changes.get(file) ?? [])).toString('latin1')
        if (changes.has(file)) expect(fixed, file).toBe(after.get(file))
        else expect(after.get(file), file).toBe(text)
      }

      expect((await run(healed, ['undo', '-q'])).code).toBe(0)
      expect(bytesOf(healed)).toEqual(before)
    },
  )
})
