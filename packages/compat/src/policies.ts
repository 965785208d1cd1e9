import type { PolicySources } from '@regraft/engine'
import type { Diagnostic, JsonObject } from '@regraft/model'
import { isObject, RegraftError } from '@regraft/model'
import { convertConftest } from './conftest/conftest.ts'
import { dataIn } from './conftest/data.ts'
import { namespaceFilter } from './conftest/namespaces.ts'
import { documentsOf, type ForeignDocument } from './documents.ts'
import { type AttachedFixes, unusedFixes } from './fixes/fixes.ts'
import { fixesLibraryFile, fixesLibraryText } from './fixes/library.ts'
import { fixesOf, isFixes } from './fixes/read.ts'
import { convertGatekeeper, isGatekeeper } from './gatekeeper/gatekeeper.ts'
import { inventoryOf } from './gatekeeper/inventory.ts'
import { ownerOf, type RegoOwner } from './rego/owner.ts'
import { type RegoFile, regoFile } from './rego/read.ts'
import { type Converted, type ForeignFiles, joined } from './sources.ts'
import { convertTrivy } from './trivy/trivy.ts'

/** Whom Conftest asks when nobody names a namespace. */
const defaultNamespace = 'main'

export interface ForeignOptions {
  /** Name of the source, as reports and errors say it. */
  readonly id: string
  /** Manifests that stand for the cluster (`data.inventory`), by path. */
  readonly inventory?: ForeignFiles
  /** Packages whose rules Conftest would be asked for (`--namespace`), `*` in names allowed. Default: `main`. */
  readonly namespaces?: readonly string[]
  /** Conftest's rules look at all files at once (`--combine`). */
  readonly combine?: boolean
  /** What Conftest would load by `--data`, beside files named `data.json` or `data.yaml` among the policies. */
  readonly data?: JsonObject
}

/** Foreign policies as the engine takes them, and what is to be said about those that do not run. */
export interface ForeignPolicies {
  readonly source: PolicySources
  readonly diagnostics: readonly Diagnostic[]
}

/**
 * Turns files of another policy engine into policies: each rule of theirs becomes one of ours, around their own text.
 * Throws `RegraftError` `FOREIGN_POLICY` with places where a file is wrong.
 */
export function foreignPolicies(files: ForeignFiles, options: ForeignOptions): ForeignPolicies {
  const { documents, diagnostics } = readAll(files)
  const fixes = documents.filter(isFixes).map(fixesOf)
  const attached: AttachedFixes = fixes.flatMap((read) => read.fixes)
  const rego = regoIn(files)
  const parts: Converted[] = [
    convertGatekeeper(documents.filter(isGatekeeper), attached),
    ...regoParts(rego, files, options, attached),
  ]
  const all = joined(parts)
  const idle = unusedFixes(attached, idsIn(all)).map(idleFix)
  const found = [...diagnostics, ...fixes.flatMap((read) => read.diagnostics), ...all.diagnostics, ...idle]
  const errors = found.filter(({ severity }) => severity === 'error')
  if (errors.length > 0) throw refused(options.id, errors)
  const idleSource = Object.keys(all.modules).length === 0
  const modules = idleSource ? {} : { ...all.modules, [fixesLibraryFile]: fixesLibraryText }
  const data = { ...dataOf(options, all.data) }
  return { source: { id: options.id, modules, foreign: all.foreign, ...data }, diagnostics: found }
}

/** Ids of the rules that were made. */
function idsIn({ modules }: Converted): readonly string[] {
  return Object.entries(modules).flatMap(([path, text]) =>
    path.startsWith('regraft/compat/') ? (/^# custom: \{"id":"([^"]+)"/m.exec(text)?.[1] ?? []) : [],
  )
}

function idleFix({ rule, document }: AttachedFixes[number]): Diagnostic {
  const message = `a fix is attached to ${rule}, which no policy here is`
  return document.at(['fixes', rule], message, '`regraft rules --policy …` lists them.', 'warning')
}

function regoIn(files: ForeignFiles): ReadonlyMap<RegoOwner, readonly RegoFile[]> {
  const byOwner = new Map<RegoOwner, RegoFile[]>()
  for (const [path, text] of Object.entries(files)) {
    if (!path.endsWith('.rego') || path.endsWith('_test.rego')) continue
    const file = regoFile(path, text)
    const owner = ownerOf(file)
    byOwner.set(owner, [...(byOwner.get(owner) ?? []), file])
  }
  return byOwner
}

/** A library belongs to whoever is there to use it; regraft's own modules pass as they are. */
function regoParts(
  rego: ReadonlyMap<RegoOwner, readonly RegoFile[]>,
  files: ForeignFiles,
  options: ForeignOptions,
  fixes: AttachedFixes,
): readonly Converted[] {
  const of = (owner: RegoOwner): readonly RegoFile[] => rego.get(owner) ?? []
  const [conftest, trivy, libraries, own] = [of('conftest'), of('trivy'), of('library'), of('regraft')]
  const parts: Converted[] = []
  if (conftest.length > 0) {
    const { id, namespaces = [defaultNamespace], combine = false } = options
    const data = { ...dataIn(files), ...options.data }
    const given = { source: id, namespaces, data, combine }
    // One file has one place: what checks of Trivy use stays theirs.
    parts.push(convertConftest(trivy.length > 0 ? conftest : [...conftest, ...libraries], given, fixes))
  }
  if (trivy.length > 0) parts.push(convertTrivy(trivy, libraries, options.id, fixes))
  const asIs = conftest.length + trivy.length > 0 ? own : [...own, ...libraries]
  parts.push({
    modules: Object.fromEntries(asIs.map(({ path, text }) => [path, text])),
    foreign: {},
    diagnostics: [],
  })
  return parts
}

function readAll(files: ForeignFiles): {
  readonly documents: readonly ForeignDocument[]
  readonly diagnostics: readonly Diagnostic[]
} {
  const read = Object.entries(files)
    .filter(([path]) => /\.(?:ya?ml|json)$/.test(path))
    .map(([path, text]) => documentsOf(path, text))
  return {
    documents: read.flatMap(({ documents }) => documents),
    diagnostics: read.flatMap(({ diagnostics }) => diagnostics),
  }
}

function dataOf({ inventory }: ForeignOptions, data: JsonObject | undefined): { readonly data?: JsonObject } {
  if (inventory === undefined) return data === undefined ? {} : { data }
  const regraft = isObject(data?.['regraft']) ? data['regraft'] : {}
  return { data: { ...data, regraft: { ...regraft, inventory: inventoryOf(inventory) } } }
}

function refused(id: string, diagnostics: readonly Diagnostic[]): RegraftError {
  const what = diagnostics.length === 1 ? 'one mistake' : `${diagnostics.length} mistakes`
  return new RegraftError('FOREIGN_POLICY', `the policies of ${id} cannot be used: ${what}`, { diagnostics })
}

/**
 * Whether files hold policies of another engine, so that they are to go through `foreignPolicies`. Rules of Conftest count in
 * `main` and in the namespaces that are asked: elsewhere it may as well be a policy of regraft that forgot its metadata.
 */
export function isForeign(
  files: ForeignFiles,
  { namespaces = [] }: Pick<ForeignOptions, 'namespaces'> = {},
): boolean {
  const rego = regoIn(files)
  const wanted = namespaceFilter([defaultNamespace, ...namespaces])
  const main = rego.get('conftest')?.some(({ package: steps }) => wanted(steps.join('.')))
  if (main === true || rego.has('trivy')) return true
  return Object.entries(files).some(
    ([path, text]) =>
      /\.(?:ya?ml|json)$/.test(path) &&
      /(?:templates|constraints|mutations)\.gatekeeper\.sh\//.test(text) &&
      documentsOf(path, text).documents.some(isGatekeeper),
  )
}
