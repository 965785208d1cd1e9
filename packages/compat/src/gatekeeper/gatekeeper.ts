import type { Diagnostic } from '@regraft/model'
import type { ForeignDocument } from '../documents.ts'
import type { AttachedFixes } from '../fixes/fixes.ts'
import { mutationLibraryFile, mutationLibraryText } from '../mutation/library.ts'
import { isMutator, type Mutator, mutatorOf } from '../mutation/mutator.ts'
import { mutatorPolicies } from '../mutation/policy.ts'
import type { Converted } from '../sources.ts'
import { joined } from '../sources.ts'
import { constraintOf, isConstraint } from './constraint.ts'
import { libraryFile, libraryText } from './library.ts'
import { gatekeeperPolicies } from './policies.ts'
import { isTemplate, type Template, templateOf } from './template.ts'

export function isGatekeeper(document: ForeignDocument): boolean {
  return isTemplate(document) || isConstraint(document) || isMutator(document)
}

/** Policies for the templates, constraints and mutators among these documents. */
export function convertGatekeeper(documents: readonly ForeignDocument[], fixes: AttachedFixes): Converted {
  const diagnostics: Diagnostic[] = []
  const templates: Template[] = []
  const mutators: Mutator[] = []
  for (const document of documents) {
    const read = isTemplate(document)
      ? templateOf(document)
      : isMutator(document)
        ? mutatorOf(document)
        : undefined
    if (read === undefined) continue
    if ('code' in read) diagnostics.push(read)
    else if ('rego' in read) templates.push(read)
    else mutators.push(read)
  }
  const skipped = new Set(diagnostics.map(({ file }) => file))
  const constraints = documents.filter(isConstraint).map(constraintOf)
  const known = new Set(templates.map(({ kind }) => kind))
  const parts: Converted[] = [{ modules: {}, foreign: {}, diagnostics }]
  if (templates.length + constraints.length > 0)
    parts.push(
      gatekeeperPolicies(
        templates,
        // Why a template in the same file is not run has been said.
        constraints.filter(({ kind, document }) => known.has(kind) || !skipped.has(document.file)),
        fixes,
      ),
    )
  if (mutators.length > 0) parts.push(mutatorModules(mutators, fixes))
  return joined(parts)
}

function mutatorModules(mutators: readonly Mutator[], fixes: AttachedFixes): Converted {
  // A mutator changes what runs, so its author has to say if that is safe in files.
  const levelOf = (id: string): 'safe' | 'unsafe' | 'manual' =>
    fixes.find(({ rule }) => rule === id)?.level ?? 'unsafe'
  const modules = {
    [libraryFile]: libraryText,
    [mutationLibraryFile]: mutationLibraryText,
    ...mutatorPolicies(mutators, levelOf),
  }
  return { modules, foreign: {}, diagnostics: [] }
}
