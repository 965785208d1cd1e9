import { createHash } from 'node:crypto'
import { compareText, isList } from '@regraft/model'
import type { Rego, RegoSource } from '@regraft/rego'
import { compileError } from './compile-error.ts'

/** What one module says of itself. */
interface Facts {
  readonly text: string
  /** Of the text. */
  readonly hash: string
  /** `data.acme.owner` */
  readonly package: string
  /** Documents under `data` that it names. */
  readonly refs: readonly string[]
  readonly rules: readonly string[]
  /** Ids of the rules that its package declares. */
  readonly ids: readonly string[]
}

/** Which modules there are, which rules they make, and which need which. */
export interface Graph {
  readonly files: readonly string[]
  /** Files of each rule, by id. */
  readonly rules: ReadonlyMap<string, readonly string[]>
  /** Names of the Rego tests of a file: `test_deny`. */
  tests(file: string): readonly string[]
  packageOf(file: string): string
  /** These modules and all they need, sorted by file. */
  needs(files: readonly string[]): readonly RegoSource[]
  /** Changes when a text that these modules need changes. */
  key(files: readonly string[]): string
}

/** Makes graphs of modules; what is known of a text is kept, so that only new texts are parsed. */
export function createGrapher(rego: Rego): (modules: { readonly [file: string]: string }) => Promise<Graph> {
  let known: ReadonlyMap<string, Facts> = new Map()
  return async (modules) => {
    const fresh = Object.entries(modules).filter(([file, text]) => known.get(file)?.text !== text)
    const read = await inspect(rego, fresh)
    const facts = new Map<string, Facts>()
    for (const file of Object.keys(modules).sort(compareText)) {
      const own = read.get(file) ?? known.get(file)
      if (own) facts.set(file, own)
    }
    known = facts
    return graphOf(facts)
  }
}

async function inspect(
  rego: Rego,
  sources: readonly (readonly [string, string])[],
): Promise<Map<string, Facts>> {
  if (sources.length === 0) return new Map()
  const { modules, annotations, diagnostics } = await rego.inspect({
    modules: sources.map(([file, text]) => ({ file, text })),
  })
  if (diagnostics.length > 0) throw compileError(diagnostics)
  const texts = new Map(sources)
  return new Map(
    modules.map(({ file, package: name, refs, rules }) => {
      const ids = annotations.flatMap(({ location, annotations: { scope, custom } }) =>
        // `resources` tells our rules from other people's, whose metadata has ids, too.
        location.file === file && scope === 'package' && isList(custom?.['resources'])
          ? [String(custom['id'])]
          : [],
      )
      const text = texts.get(file) ?? ''
      const hash = createHash('sha256').update(text).digest('hex')
      return [file, { text, hash, package: name, refs, rules, ids }] as const
    }),
  )
}

function graphOf(facts: ReadonlyMap<string, Facts>): Graph {
  const byPackage = new Map<string, string[]>()
  for (const [file, { package: name }] of facts) byPackage.set(name, [...(byPackage.get(name) ?? []), file])
  const direct = new Map<string, readonly string[]>()
  const needed = (file: string): readonly string[] => {
    const known = direct.get(file)
    if (known) return known
    const { package: own = '', refs = [] } = facts.get(file) ?? {}
    const names = [...byPackage.keys()].filter((name) => name === own || refs.some((ref) => meets(ref, name)))
    const files = names.flatMap((name) => byPackage.get(name) ?? [])
    direct.set(file, files)
    return files
  }
  const closure = (files: readonly string[]): string[] => {
    const all = new Set(files)
    for (const file of all) for (const other of needed(file)) all.add(other) // a set grows while it is walked
    return [...all].sort(compareText)
  }
  return {
    files: [...facts.keys()],
    rules: rulesOf(facts, byPackage),
    packageOf: (file) => facts.get(file)?.package ?? '',
    tests: (file) => (facts.get(file)?.rules ?? []).filter((name) => /^(todo_)?test_/.test(name)),
    needs: (files) => closure(files).map((file) => ({ file, text: facts.get(file)?.text ?? '' })),
    key: (files) =>
      closure(files)
        .map((file) => `${file} ${facts.get(file)?.hash}`)
        .join('\n'),
  }
}

/** Every file of a package belongs to the rules that one of them declares. */
function rulesOf(
  facts: ReadonlyMap<string, Facts>,
  byPackage: ReadonlyMap<string, readonly string[]>,
): Map<string, string[]> {
  const rules = new Map<string, string[]>()
  for (const { ids, package: name } of facts.values())
    for (const id of ids)
      rules.set(
        id,
        [...new Set([...(rules.get(id) ?? []), ...(byPackage.get(name) ?? [])])].sort(compareText),
      )
  return new Map([...rules].sort(([a], [b]) => compareText(a, b)))
}

/** Whether a reference reaches into a package, or a package lies below what is referred to. */
function meets(ref: string, name: string): boolean {
  return within(ref, name) || within(name, ref)
}

function within(path: string, root: string): boolean {
  return path.startsWith(root) && (path.length === root.length || /[.[]/.test(path[root.length] ?? ''))
}
