import type { Change, Resource } from '@regraft/frameworks'
import type { Gate, Json, Path } from '@regraft/model'
import { applyEdits, isList, isObject, severityRank, valueIn } from '@regraft/model'
import type { Applied } from './apply.ts'
import { bytesKept } from './bytes.ts'
import { same } from './changes.ts'
import { openedAt, textsOn } from './documents.ts'
import type { Checked, UnitFinding } from './findings.ts'
import { inverse } from './inverse.ts'
import { applyChange } from './model.ts'
import { shift } from './paths.ts'
import type { Snapshot } from './snapshot.ts'

export interface GateFailure {
  readonly gate: Gate
  readonly reason: string
}

/** Everything that the proof of one fix looks at. */
export interface Proof {
  readonly finding: UnitFinding
  readonly before: Snapshot
  readonly applied: Applied
  readonly checkedBefore: Checked
  readonly checkedAfter: Checked
  /** Plans the same fix again on a snapshot: the number of edits it would make. */
  readonly again: () => number
}

/** Runs the gates in order and returns the first that does not hold. See docs/proof.md. */
export function prove(proof: Proof): GateFailure | undefined {
  return (
    parses(proof) ?? bytes(proof) ?? model(proof) ?? rule(proof) ?? regression(proof) ?? idempotent(proof)
  )
}

function errorsOf(snapshot: Snapshot, file: string): number {
  return (
    snapshot.document(file)?.diagnostics.filter((diagnostic) => diagnostic.severity === 'error').length ?? 0
  )
}

function parses({ before, applied }: Proof): GateFailure | undefined {
  for (const file of touched(applied)) {
    if (errorsOf(applied.after, file) > errorsOf(before, file))
      return { gate: 'parse', reason: `${file} would no longer parse` }
  }
  return undefined
}

function touched(applied: Applied): readonly string[] {
  return [...new Set(applied.steps.map((step) => step.file))]
}

/** Gate 2: the model after is the model before with exactly the changes applied. */
function model({ finding, before, applied }: Proof): GateFailure | undefined {
  const fail = (reason: string): GateFailure => ({ gate: 'model', reason })
  const after = new Map(applied.after.loaded.resources.map((resource) => [resource.address, resource]))
  const added = [
    ...applied.changes.map((change) => ({ change, address: finding.resource.address })),
    ...applied.also.map(({ change, consumer }) => ({ change, address: consumer.address })),
  ].flatMap(({ change, address }) => (change.kind === 'add_resource' ? [{ change, address }] : []))
  for (const resource of before.loaded.resources) {
    const now = after.get(resource.address)
    after.delete(resource.address)
    if (now === undefined) return fail(`${resource.address} is gone`)
    if (now === resource || now.input === resource.input) continue
    const changes = changesFor(resource, finding, applied)
    if (!sameModel(now, resource, changes)) return fail(`${resource.address} would not read as intended`)
  }
  const extra = [...after.values()]
  for (const { change, address } of added) {
    const at = extra.findIndex((r) => r.type === change.type && same(r.input, change.value, address))
    if (at < 0) return fail(`the new ${change.type} would not read as intended`)
    extra.splice(at, 1)
  }
  return extra[0] === undefined ? undefined : fail(`${extra[0].address} would appear`)
}

function changesFor(resource: Resource, finding: UnitFinding, applied: Applied): readonly Change[] {
  const also = applied.also.filter((other) => other.consumer.address === resource.address)
  const own = resource.address === finding.resource.address ? applied.changes : []
  return [...own, ...also.map(({ consumer, change }) => moved(change, consumer.path))]
}

function moved(change: Change, path: Path): Change {
  return change.kind === 'add_resource' ? change : { ...change, path }
}

function sameModel(now: Resource, before: Resource, changes: readonly Change[]): boolean {
  let expected: Json = before.input
  let bare: Json = before.input
  // Of a text that a change leads into only what it says as JSON counts.
  let texts: readonly Path[] = []
  for (const change of changes) {
    texts = textsAfter(texts, change, expected)
    expected = applyChange(expected, change)
    bare = applyChange(bare, change)
    if (change.kind === 'remove') bare = withoutEmpty(bare, change.path.slice(0, -1))
  }
  // Formats differ in what an emptied list of blocks or map is: there and empty, or not there.
  const read = openedAt(texts, now.input)
  return [expected, bare].some((wanted) => same(read, openedAt(texts, wanted), before.address))
}

/** Where texts stand after a change that it, or one before it, leads into. */
function textsAfter(texts: readonly Path[], change: Change, model: Json): readonly Path[] {
  if (change.kind === 'add_resource') return texts
  return [...texts, ...textsOn(change.path, model)]
    .map((path) => shift(path, change))
    .filter((path) => path !== undefined)
}

function withoutEmpty(model: Json, path: Path): Json {
  const value = valueIn(model, path)
  const empty = (isList(value) && value.length === 0) || (isObject(value) && Object.keys(value).length === 0)
  return empty && path.length > 0
    ? withoutEmpty(applyChange(model, { kind: 'remove', path }), path.slice(0, -1))
    : model
}

const key = (finding: UnitFinding, path: Path): string =>
  JSON.stringify([finding.rule, finding.resource.address, path])

function counts(
  findings: readonly UnitFinding[],
  pathOf: (finding: UnitFinding) => Path | undefined,
): Map<string, number> {
  const out = new Map<string, number>()
  for (const finding of findings) {
    const path = pathOf(finding)
    if (path === undefined) continue
    const name = key(finding, path)
    out.set(name, (out.get(name) ?? 0) + 1)
  }
  return out
}

/** Where a finding of before stands after the fix: removed items move those behind them. */
export function shifted(finding: UnitFinding, target: UnitFinding, applied: Applied): Path | undefined {
  let path: Path | undefined = finding.path
  for (const change of changesFor(finding.resource, target, applied))
    path = path === undefined ? undefined : shift(path, change)
  return path
}

/** Gate 3: the rule finds nothing more there, under whatever message, nor anywhere new on that resource. */
function rule(proof: Proof): GateFailure | undefined {
  return unanswered(proof) ?? gone(proof)
}

/** A rule that fails on the outcome finds nothing in it, which says nothing. */
function unanswered({ finding, checkedBefore, checkedAfter }: Proof): GateFailure | undefined {
  const known = new Set(checkedBefore.failures)
  const failure = checkedAfter.failures?.find(
    (message) => message.startsWith(`${finding.rule} `) && !known.has(message),
  )
  return failure === undefined
    ? undefined
    : { gate: 'rule', reason: `the rule fails on the outcome: ${failure}` }
}

function gone({ finding, applied, checkedBefore, checkedAfter }: Proof): GateFailure | undefined {
  const ofRule = (other: UnitFinding): boolean =>
    other.rule === finding.rule && other.resource.address === finding.resource.address
  const rest = checkedBefore.findings.filter((other) => ofRule(other) && other !== finding)
  const allowed = counts(rest, (other) => shifted(other, finding, applied))
  for (const other of checkedAfter.findings.filter(ofRule)) {
    const name = key(other, other.path)
    const left = allowed.get(name) ?? 0
    if (left === 0) return { gate: 'rule', reason: `the rule would still find: ${other.message}` }
    allowed.set(name, left - 1)
  }
  return undefined
}

/** Gate 4: no new finding of any rule as grave as the one healed, or graver. */
function regression({ finding, applied, checkedBefore, checkedAfter }: Proof): GateFailure | undefined {
  const known = counts(checkedBefore.findings, (other) => shifted(other, finding, applied))
  for (const other of checkedAfter.findings) {
    const name = key(other, other.path)
    const left = known.get(name) ?? 0
    if (left > 0) {
      known.set(name, left - 1)
      continue
    }
    if (severityRank(other.severity) < severityRank(finding.severity)) continue
    return { gate: 'regression', reason: `${other.rule} would newly find: ${other.message}` }
  }
  return undefined
}

function idempotent({ again }: Proof): GateFailure | undefined {
  return again() === 0
    ? undefined
    : { gate: 'idempotent', reason: 'the fix would apply again to its own outcome' }
}

/** Gate 6: nothing outside the edits changes, and the edits can be taken back. */
function bytes({ before: snapshot, applied }: Proof): GateFailure | undefined {
  const removes = applied.changes.some((change) => change.kind === 'remove')
  for (const { file, before, edits } of applied.steps) {
    const after = applyEdits(before, edits)
    if (applyEdits(after, inverse(before, edits)) !== before)
      return { gate: 'bytes', reason: `the edits of ${file} could not be taken back` }
  }
  for (const file of touched(applied)) {
    const first = applied.steps.find((step) => step.file === file)
    const document = applied.after.document(file)
    const reason = first && document ? bytesKept(first.before, document.text) : 'the file is gone'
    if (reason !== undefined) return { gate: 'bytes', reason: `${file}: ${reason}` }
  }
  return removes ? undefined : comments(snapshot, applied)
}

/** A fix that removes nothing loses no comment. */
function comments(before: Snapshot, applied: Applied): GateFailure | undefined {
  for (const file of touched(applied)) {
    const left = new Map<string, number>()
    for (const { text } of applied.after.document(file)?.comments ?? [])
      left.set(text, (left.get(text) ?? 0) + 1)
    const lost = before.document(file)?.comments.find(({ text }) => {
      const count = left.get(text) ?? 0
      left.set(text, count - 1)
      return count === 0
    })?.text
    if (lost !== undefined)
      return { gate: 'bytes', reason: `${file}: the comment ${JSON.stringify(lost)} would be lost` }
  }
  return undefined
}
