import type { Agrees, Change, Consumer } from '@regraft/frameworks'
import type { Fix, Level, Refusal, Result, TextEdit } from '@regraft/model'
import { err, lowerLevel, ok } from '@regraft/model'
import { changesOf } from './changes.ts'
import type { UnitFinding } from './findings.ts'
import type { Answers } from './inputs.ts'
import { fillInputs } from './inputs.ts'
import type { Snapshot } from './snapshot.ts'

/** A fix as it lands in one snapshot: not proven yet. */
export interface Applied {
  readonly after: Snapshot
  readonly changes: readonly Change[]
  /** Other places in models that change with it. */
  readonly also: readonly { readonly consumer: Consumer; readonly change: Change }[]
  /** The most that the frameworks can guarantee. */
  readonly level: Level
  readonly because?: string
  /** In the order they were made, each against the text of its moment. */
  readonly steps: readonly {
    readonly file: string
    readonly before: string
    readonly edits: readonly TextEdit[]
  }[]
}

/** The changes a fix makes at a finding, with the answers filled in. */
export function planChanges(
  finding: UnitFinding,
  fix: Fix,
  snapshot: Snapshot,
  answers: Answers,
): Result<readonly Change[], Refusal> {
  const ops = fix.ops.map((op) => ('value' in op ? { ...op, value: fillInputs(op.value, answers) } : op))
  const { input, address } = finding.resource
  return changesOf(ops, finding.path, input, { self: address, siblings: snapshot.loaded.resources })
}

/** Lands every change, one after the other: each sees the text that those before it left. */
export function applyFix(
  finding: UnitFinding,
  changes: readonly Change[],
  snapshot: Snapshot,
  agrees: Agrees,
): Result<Applied, Refusal> {
  let after = snapshot
  let level: Level = 'safe'
  let because: string | undefined
  const also: { consumer: Consumer; change: Change }[] = []
  const steps: { file: string; before: string; edits: readonly TextEdit[] }[] = []
  for (const change of changes) {
    const resource = after.loaded.resources.find((other) => other.address === finding.resource.address)
    if (resource === undefined)
      return err({ code: 'RESOURCE_LOST', reason: 'an earlier change lost the resource' })
    const landing = after.framework.land(change, resource, after.loaded, after.read, agrees)
    if (!landing.ok) return landing
    if (landing.value.level !== undefined && lowerLevel(level, landing.value.level) !== level) {
      level = landing.value.level
      because = landing.value.because
    }
    for (const consumer of landing.value.also) also.push({ consumer, change })
    for (const { file, op } of landing.value.ops) {
      const document = after.document(file)
      if (document === undefined)
        return err({ code: 'OUT_OF_SCOPE', reason: `${file} is not part of this run` })
      if (document.diagnostics.some((diagnostic) => diagnostic.severity === 'error'))
        return err({ code: 'UNPARSED', reason: `${file} has syntax errors` })
      const edits = document.edits(op)
      if (!edits.ok) return edits
      if (edits.value.length === 0) continue
      steps.push({ file, before: document.text, edits: edits.value })
      after = after.edit(file, edits.value, finding.rule)
    }
  }
  return ok({ after, changes, also, level, ...(because === undefined ? {} : { because }), steps })
}
