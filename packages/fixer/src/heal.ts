import type { Change } from '@regraft/frameworks'
import { comparePath, compareText, isList, valueIn } from '@regraft/model'
import type { Applied } from './apply.ts'
import { planChanges } from './apply.ts'
import { attempt, declaredLevel } from './attempt.ts'
import { conflictsOf, wishesOf } from './conflicts.ts'
import type { Check, Checked, UnitFinding } from './findings.ts'
import { boundOf } from './findings.ts'
import { shifted } from './gates.ts'
import { answersOf, asksForInputs } from './inputs.ts'
import type { FixOutcome, HealedUnit, HealUnitOptions } from './outcome.ts'
import type { Snapshot } from './snapshot.ts'
import { Wanted } from './wanted.ts'

interface Case {
  finding: UnitFinding
  now: UnitFinding | undefined
  healed: boolean
  declined: boolean
  outcome: FixOutcome | undefined
  readonly original: boolean
}

const maxPasses = 10

/**
 * Heals one unit: fix after fix in a fixed order, each proven on top of those before it and taken out alone when a gate
 * does not hold, until a whole pass changes nothing. That last pass is the proof that healing again changes nothing.
 */
export async function healUnit(
  start: Snapshot,
  checkedStart: Checked,
  check: Check,
  options: HealUnitOptions,
): Promise<HealedUnit> {
  const declined = (finding: UnitFinding): boolean => options.only?.(finding) === false
  const cases = checkedStart.findings.map((finding) => open(finding, true, declined(finding)))
  const seen = new Set([start.state()])
  let snapshot = start
  let checked = checkedStart
  let changed = true
  for (let pass = 0; changed && pass < maxPasses; pass++) {
    changed = false
    const plans = plansOf(cases, snapshot, options)
    const conflicts = findConflicts(plans)
    const wanted = new Wanted()
    for (const [item, changes] of plans)
      if (item.now !== undefined && !conflicts.has(item) && isWanted(item, options))
        wanted.add(item.now.resource.address, changes)
    for (const item of inOrder(cases, checked)) {
      if (item.healed) continue
      if (item.now === undefined) {
        settleGone(item)
        continue
      }
      const rivals = conflicts.get(item)
      if (rivals) {
        item.outcome = skipped(item.now, rivals)
        continue
      }
      const result = await attempt({
        finding: item.now,
        first: item.finding,
        snapshot,
        checked,
        check,
        seen,
        options,
        declined: item.declined,
        agrees: (consumer, change) => wanted.has(consumer, change),
      })
      item.outcome = result.outcome
      if (result.declined) item.declined = true
      if (result.accepted === undefined) continue
      changed = true
      item.healed = true
      snapshot = result.accepted.applied.after
      seen.add(snapshot.state())
      const later = follow(cases, item, result.accepted.applied, result.accepted.checked)
      cases.push(...later.map((finding) => open(finding, false, options.only !== undefined)))
      checked = result.accepted.checked
    }
  }
  for (const item of cases) if (!item.healed && item.now === undefined) settleGone(item)
  const tracked = cases.map(({ finding, healed, outcome, original }) => ({
    finding,
    healed,
    original,
    ...(outcome === undefined ? {} : { outcome }),
  }))
  return {
    snapshot,
    checked,
    tracked,
    unfinished: changed,
  }
}

function open(finding: UnitFinding, original: boolean, declined: boolean): Case {
  return { finding, now: finding, healed: false, declined, outcome: undefined, original }
}

function settleGone(item: Case): void {
  item.healed = true
  const fix = item.finding.fix
  if (fix === undefined || item.finding.bound === 'off') return
  item.outcome = {
    result: 'no-op',
    level: item.finding.bound,
    title: fix.title,
    reason: 'another fix healed it',
  }
}

function skipped(finding: UnitFinding, rivals: readonly Case[]): FixOutcome {
  const others = rivals.map((rival) => rival.now ?? rival.finding)
  const names = [...new Set(others.map((other) => other.rule))].sort(compareText)
  return {
    result: 'skipped',
    level: boundOf(finding),
    title: finding.fix?.title ?? '',
    reason: `${names.join(', ')} wants something else at the same place`,
    conflictsWith: others,
  }
}

function inOrder(cases: readonly Case[], checked: Checked): readonly Case[] {
  const place = new Map(checked.loaded.resources.map((resource, i) => [resource.address, i]))
  const at = (item: Case): number => place.get((item.now ?? item.finding).resource.address) ?? -1
  return [...cases].sort(
    (a, b) =>
      at(a) - at(b) ||
      comparePath((a.now ?? a.finding).path, (b.now ?? b.finding).path) ||
      compareText(a.finding.rule, b.finding.rule),
  )
}

/** What each fix that could be applied would change. */
function plansOf(
  cases: readonly Case[],
  snapshot: Snapshot,
  options: HealUnitOptions,
): ReadonlyMap<Case, readonly Change[]> {
  const plans = new Map<Case, readonly Change[]>()
  for (const item of cases) {
    const finding = item.now
    if (item.healed || finding?.fix === undefined || !actionable(finding)) continue
    const answers = answersOf(finding.rule, finding.fix, options.answers)
    if (!answers.ok || answers.value.missing.length > 0) continue
    const changes = planChanges(finding, finding.fix, snapshot, answers.value.values)
    if (changes.ok) plans.set(item, changes.value)
  }
  return plans
}

function findConflicts(plans: ReadonlyMap<Case, readonly Change[]>): ReadonlyMap<Case, readonly Case[]> {
  const wishes = [...plans].flatMap(([owner, changes]) => {
    if (owner.now === undefined) return []
    const { input, address } = owner.now.resource
    const length = (path: readonly (string | number)[]): number | undefined => {
      const value = valueIn(input, path)
      return isList(value) ? value.length : undefined
    }
    return [{ owner, rule: owner.now.rule, address, wishes: wishesOf(changes, length) }]
  })
  return conflictsOf(wishes)
}

/** Whether a fix may be applied in this run, as far as its declared level and the user's choice say. */
function isWanted({ now, declined }: Case, { unsafe, answers }: HealUnitOptions): boolean {
  if (now?.fix === undefined || declined) return false
  const level = declaredLevel(now, now.fix)
  if (level === 'manual') return answersOf(now.rule, now.fix, answers).ok && asksForInputs(now.fix)
  return level === 'safe' || unsafe
}

/** Ignored and undetermined findings are reported and never fixed. */
function actionable(finding: UnitFinding): boolean {
  return finding.ignored === undefined && finding.undetermined === undefined && finding.bound !== 'off'
}

/** A comment that ignores a finding stands beside the text as it was; the finding stays ignored when lines move. */
function keepIgnored(finding: UnitFinding, was: UnitFinding): UnitFinding {
  return was.ignored === undefined || finding.ignored !== undefined
    ? finding
    : { ...finding, ignored: was.ignored }
}

/** After a fix: finds each open finding again; returns those that are new. */
function follow(
  cases: readonly Case[],
  healed: Case,
  applied: Applied,
  checked: Checked,
): readonly UnitFinding[] {
  const target = healed.now ?? healed.finding
  const left = [...checked.findings]
  for (const item of cases) {
    if (item === healed || item.now === undefined) continue
    const path = shifted(item.now, target, applied)
    const { rule, resource } = item.now
    const at = left.findIndex(
      (other) =>
        path !== undefined &&
        other.rule === rule &&
        other.resource.address === resource.address &&
        comparePath(other.path, path) === 0,
    )
    item.now = at < 0 ? undefined : keepIgnored(left[at] as UnitFinding, item.now)
    if (at >= 0) left.splice(at, 1)
  }
  healed.now = undefined
  return left
}
