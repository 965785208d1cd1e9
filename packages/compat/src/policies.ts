import type { PolicySources } from '@regraft/engine'
import type { Diagnostic, JsonObject } from '@regraft/model'
import { RegraftError } from '@regraft/model'
import { documentsOf, type ForeignDocument } from './documents.ts'
import type { AttachedFixes } from './fixes/fixes.ts'
import { fixesLibraryFile, fixesLibraryText } from './fixes/library.ts'
import { fixesOf, isFixes } from './fixes/read.ts'
import { convertGatekeeper, isGatekeeper } from './gatekeeper/gatekeeper.ts'
import { inventoryOf } from './gatekeeper/inventory.ts'
import { type Converted, type ForeignFiles, joined } from './sources.ts'

export interface ForeignOptions {
  /** Name of the source, as reports and errors say it. */
  readonly id: string
  /** Manifests that stand for the cluster (`data.inventory`), by path. */
  readonly inventory?: ForeignFiles
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
  const parts: Converted[] = [convertGatekeeper(documents.filter(isGatekeeper), attached)]
  const all = joined(parts)
  const found = [...diagnostics, ...fixes.flatMap((read) => read.diagnostics), ...all.diagnostics]
  const errors = found.filter(({ severity }) => severity === 'error')
  if (errors.length > 0) throw refused(options.id, errors)
  const modules = { ...all.modules, [fixesLibraryFile]: fixesLibraryText }
  return { source: { id: options.id, modules, foreign: all.foreign, ...dataOf(options) }, diagnostics: found }
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

function dataOf({ inventory }: ForeignOptions): { readonly data?: JsonObject } {
  return inventory === undefined ? {} : { data: { regraft: { inventory: inventoryOf(inventory) } } }
}

function refused(id: string, diagnostics: readonly Diagnostic[]): RegraftError {
  const what = diagnostics.length === 1 ? 'one mistake' : `${diagnostics.length} mistakes`
  return new RegraftError('FOREIGN_POLICY', `the policies of ${id} cannot be used: ${what}`, { diagnostics })
}
