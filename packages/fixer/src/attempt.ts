import type { Agrees } from '@regraft/frameworks'
import type { Fix, Level, Refusal } from '@regraft/model'
import { lowerLevel } from '@regraft/model'
import type { Applied } from './apply.ts'
import { applyFix, planChanges } from './apply.ts'
import type { Check, Checked, UnitFinding } from './findings.ts'
import { boundOf } from './findings.ts'
import { prove } from './gates.ts'
import { answersOf, asksForInputs } from './inputs.ts'
import type { FixOutcome, HealUnitOptions } from './outcome.ts'
import type { Snapshot } from './snapshot.ts'

interface Attempt {
  readonly finding: UnitFinding
  /** The finding as it was first found. */
  readonly first: UnitFinding
  readonly snapshot: Snapshot
  readonly checked: Checked
  readonly check: Check
  /** States met in this run, to see a cycle of any length. */
  readonly seen: ReadonlySet<string>
  readonly options: HealUnitOptions
  /** The user has said no to this finding's fix. */
  readonly declined: boolean
  readonly agrees: Agrees
}

interface AttemptResult {
  readonly outcome: FixOutcome | undefined
  readonly accepted?: { readonly applied: Applied; readonly checked: Checked }
  readonly declined?: boolean
}

/** Tries a finding's fix, then its alternatives; the first that is allowed and proven is taken. */
export async function attempt(run: Attempt): Promise<AttemptResult> {
  const { finding } = run
  if (finding.fix === undefined) return { outcome: undefined }
  const untouched = finding.undetermined ?? finding.ignored
  if (untouched !== undefined) {
    const level = boundOf(finding)
    return { outcome: { result: 'refused', level, title: finding.fix.title, reason: untouched } }
  }
  if (finding.bound === 'off') {
    return {
      outcome: {
        result: 'refused',
        level: 'manual',
        title: finding.fix.title,
        reason: 'fixes of this rule are switched off',
      },
    }
  }
  let first: AttemptResult | undefined
  for (const fix of [finding.fix, ...(finding.fix.alternatives ?? [])]) {
    const result = await attemptOne(run, fix)
    if (result.accepted || result.declined) return result
    first ??= result
  }
  return first ?? { outcome: undefined }
}

/** The level of a fix before anything is known of where it lands. */
export function declaredLevel(finding: UnitFinding, fix: Fix): Level {
  const bound = boundOf(finding)
  return lowerLevel(bound, fix.level ?? bound)
}

async function attemptOne(run: Attempt, fix: Fix): Promise<AttemptResult> {
  const { finding, snapshot, options } = run
  const declared = declaredLevel(finding, fix)
  const { title } = fix
  const answers = answersOf(finding.rule, fix, options.answers)
  if (!answers.ok)
    return {
      outcome: {
        result: 'needs-input',
        level: declared,
        title,
        reason: answers.error.reason,
        code: answers.error.code,
        inputs: shown(fix),
      },
    }
  if (answers.value.missing.length > 0) return { outcome: needsInput(fix, declared, answers.value.missing) }
  const answered = asksForInputs(fix)
  if (declared === 'manual' && !answered)
    return {
      outcome: {
        result: 'refused',
        level: declared,
        title,
        reason: fix.because ?? 'it has to be done by hand',
      },
    }
  if (declared === 'unsafe' && !options.unsafe) return { outcome: unsafe(title, fix.because) }
  if (run.declined) return { outcome: { result: 'refused', level: declared, title, reason: 'declined' } }

  const changes = planChanges(finding, fix, snapshot, answers.value.values)
  if (!changes.ok) return { outcome: refusedBy(changes.error, declared, title) }
  const applied = applyFix(finding, changes.value, snapshot, run.agrees)
  if (!applied.ok) return { outcome: refusedBy(applied.error, declared, title) }
  const level = lowerLevel(declared, applied.value.level)
  if (level === 'unsafe' && declared !== 'unsafe' && !options.unsafe)
    return { outcome: unsafe(title, applied.value.because) }
  return proveAndAsk(run, fix, level, applied.value)
}

async function proveAndAsk(run: Attempt, fix: Fix, level: Level, applied: Applied): Promise<AttemptResult> {
  const { finding, snapshot, options } = run
  const { title } = fix
  const failed = (gate: FixOutcome['gate'] & string, reason: string): AttemptResult => ({
    outcome: { result: 'failed', level, title, gate, reason },
  })
  if (applied.steps.length === 0)
    return failed('rule', 'the fix changes nothing, yet the rule still finds this')
  if (run.seen.has(applied.after.state()))
    return failed('idempotent', 'the fix would bring back an earlier state')
  const checkedAfter = run.check(applied.after.loaded, run.checked)
  const failure = prove({
    finding,
    before: snapshot,
    applied,
    checkedBefore: run.checked,
    checkedAfter,
    again: () => again(run, fix, applied),
  })
  if (failure) return failed(failure.gate, failure.reason)
  const why = because(fix, applied)
  const outcome: FixOutcome = { result: 'applied', level, title, ...why }
  const proposal = {
    finding,
    first: run.first,
    fix,
    level,
    ...(why.reason === undefined ? {} : { because: why.reason }),
    edits: applied.steps,
  }
  if (options.confirm && !(await options.confirm(proposal)))
    return { outcome: { result: 'refused', level, title, reason: 'declined' }, declined: true }
  return { outcome, accepted: { applied, checked: checkedAfter } }
}

/** Number of edits the same fix would make on its own outcome. */
function again(run: Attempt, fix: Fix, applied: Applied): number {
  const resource = applied.after.loaded.resources.find(
    (other) => other.address === run.finding.resource.address,
  )
  if (resource === undefined) return 0
  const finding = { ...run.finding, resource }
  const answers = answersOf(finding.rule, fix, run.options.answers)
  if (!answers.ok) return 0
  const changes = planChanges(finding, fix, applied.after, answers.value.values)
  if (!changes.ok || changes.value.length === 0) return 0
  const landed = applyFix(finding, changes.value, applied.after, run.agrees)
  return landed.ok ? landed.value.steps.length : 0
}

function because(fix: Fix, applied: Applied): { reason?: string } {
  const reason = fix.because ?? applied.because
  return reason === undefined ? {} : { reason }
}

function refusedBy({ code, reason }: Refusal, level: Level, title: string): FixOutcome {
  return { result: 'refused', level, title, reason, code }
}

function unsafe(title: string, reason: string | undefined): FixOutcome {
  return {
    result: 'refused',
    level: 'unsafe',
    title,
    reason: `unsafe: ${reason ?? 'it may change behaviour'}`,
  }
}

function needsInput(fix: Fix, level: Level, missing: readonly string[]): FixOutcome {
  const reason = fix.because ?? `needs a value for ${missing.join(', ')}`
  return { result: 'needs-input', level, title: fix.title, reason, inputs: shown(fix) }
}

function shown(fix: Fix): NonNullable<FixOutcome['inputs']> {
  return Object.fromEntries(Object.entries(fix.inputs ?? {}).map(([name, spec]) => [name, { ...spec }]))
}
