import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Json, Path } from '@regraft/model'
import { isList, isObject, isUnknown } from '@regraft/model'
import ts from 'typescript'
import { describe, expect, it } from 'vitest'
import type { Change, Loaded, Resource } from '../src/framework.ts'
import { pulumiFramework } from '../src/pulumi.ts'
import { landed, loadAll, type Texts } from './pulumi-support.ts'

const shared = fileURLToPath(new URL('../../../../shared/corpora', import.meta.url))
const folder = [...(process.env['REGRAFT_CORPORA'] ?? '').split(':').filter(Boolean), shared]
  .map((place) => join(place, 'pulumi-examples'))
  .find((place) => existsSync(place))
/** Every so many-th place is tried; all with REGRAFT_ALL=1. */
const stride = process.env['REGRAFT_ALL'] === '1' ? 1 : 29

function programs(root: string): Texts {
  const texts = readdirSync(root, { recursive: true, encoding: 'utf8' })
    .map((path) => path.replaceAll('\\', '/'))
    .filter((path) => path.endsWith('.ts'))
    .sort()
    .map((path) => [path, readFileSync(join(root, path), 'utf8')] as const)
    .filter(([path, text]) => pulumiFramework.claims({ path, head: text.slice(0, 4096) }))
  return Object.fromEntries(texts)
}

/** Paths of the scalars of a model that the program writes out. */
function* scalars(value: Json, path: Path = []): Generator<[Path, string | number | boolean]> {
  if (isUnknown(value)) return
  if (isList(value)) for (const [i, item] of value.entries()) yield* scalars(item, [...path, i])
  else if (isObject(value))
    for (const [key, item] of Object.entries(value)) yield* scalars(item, [...path, key])
  else if (value !== null) yield [path, value]
}

function unknowns(value: Json): number {
  if (isUnknown(value)) return 1
  if (!isList(value) && !isObject(value)) return 0
  return Object.values(value).reduce<number>((sum, item) => sum + unknowns(item), 0)
}

/** What tsc says of a file alone, without places. */
function tsc(text: string): readonly string[] {
  const file = ts.createSourceFile('file.ts', text, ts.ScriptTarget.ES2022, true)
  const program = ts.createProgram({
    rootNames: ['file.ts'],
    options: { noResolve: true, noLib: true, strict: true, target: ts.ScriptTarget.ES2022, types: [] },
    host: {
      getSourceFile: (name) => (name === 'file.ts' ? file : undefined),
      getDefaultLibFileName: () => '',
      writeFile: () => undefined,
      getCurrentDirectory: () => '',
      getCanonicalFileName: (name) => name,
      useCaseSensitiveFileNames: () => true,
      getNewLine: () => '\n',
      fileExists: (name) => name === 'file.ts',
      readFile: () => undefined,
    },
  })
  return [...program.getSyntacticDiagnostics(file), ...program.getSemanticDiagnostics(file)]
    .map(({ code, messageText }) => `${code} ${ts.flattenDiagnosticMessageText(messageText, ' ')}`)
    .sort()
}

/** Another value of the same type. */
function other(value: string | number | boolean): Json {
  if (typeof value === 'boolean') return !value
  return typeof value === 'number' ? value + 1 : `${value}-regraft`
}

/** One change of each kind at a place. Manifests take any key. */
function changes(path: Path, value: string | number | boolean, resource: Resource): Change[] {
  const put: Change = { kind: 'put', path, value: other(value) }
  const remove: Change = { kind: 'remove', path }
  const add: Change = { kind: 'put', path: [...path.slice(0, -1), 'regraftKey'], value: { a: ['b', 1] } }
  const isManifest = resource.input['apiVersion'] !== undefined && typeof path.at(-1) === 'string'
  return isManifest ? [put, remove, add] : [put, remove]
}

describe.skipIf(folder === undefined)('public programs (skipped without corpora/pulumi-examples)', () => {
  const texts = folder === undefined ? {} : programs(folder)
  const { units } = loadAll(texts)
  const resources = units.flatMap((unit) => unit.resources)

  it('are read', () => {
    const known = resources.filter(({ input }) => !isUnknown(input))
    const count = resources.reduce((sum, { input }) => sum + unknowns(input), 0)
    // biome-ignore lint/suspicious/noConsole: what was read
    console.info(
      `${Object.keys(texts).length} files, ${units.length} programs, ${resources.length} resources, ${count} unknown values`,
    )
    expect(units.length).toBeGreaterThan(70)
    expect(resources.length).toBeGreaterThan(500)
    expect(known.length).toBeGreaterThan(resources.length * 0.98)
    expect(
      new Set(units.flatMap((unit) => unit.resources.map(({ address }) => `${unit.unit.id} ${address}`)))
        .size,
    ).toBe(resources.length)
  })

  it('know an origin for every value', () => {
    for (const resource of resources)
      for (const [path] of scalars(resource.input)) {
        const origin = resource.origin(path)
        // What a manifest's class says stands nowhere.
        if (origin.kind === 'absent') expect(['apiVersion', 'kind']).toContain(path[0])
      }
  })

  it('change as asked and compile as before', () => {
    let place = 0
    let done = 0
    const refusals = new Map<string, number>()
    const before = new Map<string, readonly string[]>()
    for (const unit of units) {
      const own = Object.fromEntries(unit.unit.files.map((file) => [file, texts[file] ?? '']))
      for (const [resource, path, value] of places(unit)) {
        if (place++ % stride !== 0) continue
        for (const change of changes(path, value, resource)) {
          const outcome = landed(own, resource.address, change)
          if (typeof outcome === 'string') {
            refusals.set(outcome, (refusals.get(outcome) ?? 0) + 1)
            continue
          }
          done++
          for (const { file } of outcome.landing.ops) {
            const text = texts[file] ?? ''
            if (!before.has(file)) before.set(file, tsc(text))
            expect(tsc(outcome.texts[file] ?? ''), `${file} ${JSON.stringify(change)}`).toEqual(
              before.get(file),
            )
          }
        }
      }
    }
    // biome-ignore lint/suspicious/noConsole: how much was tried
    console.info(`${place} places, ${done} changes, refused: ${JSON.stringify([...refusals])}`)
    expect(done).toBeGreaterThan(place / stride)
  }, 900_000)
})

function* places(unit: Loaded): Generator<[Resource, Path, string | number | boolean]> {
  // A manifest is known by these.
  for (const resource of unit.resources)
    for (const [path, value] of scalars(resource.input))
      if (!['apiVersion', 'kind', 'metadata'].includes(String(path[0]))) yield [resource, path, value]
}
