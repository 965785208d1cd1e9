import type { Engine } from '@regraft/engine'
import type { Finding, Severity } from '@regraft/model'
import { canonicalJson, severityRank } from '@regraft/model'
import type { CaseFailure, CaseOptions, CaseResult, PolicyCase, Texts } from './case.ts'
import { diffLines, linesGone } from './diff.ts'
import { differences, editFailures, errorsOf, failure, findingsIn, healTexts, told } from './heal-case.ts'
import type { Probe } from './probe.ts'
import { modelText } from './probe.ts'
import type { Reference } from './reference.ts'
import { variantsOf } from './variants/index.ts'
import type { Variant } from './variants/variant.ts'

/** What every case is run with. */
export interface Bench {
  /** Knows the rule of the case. */
  readonly engine: Engine
  /** What all rules find, for a fix must not give another rule something to find. */
  readonly findings: (texts: Texts) => Promise<readonly Finding[]>
  readonly probe: Probe
  readonly reference: Reference
}

/** Runs one case through everything a rule gets for free. */
export async function runCase(bench: Bench, item: PolicyCase): Promise<CaseResult> {
  const { rule, name } = item
  if (!bench.engine.rules.some(({ id }) => id === rule))
    return { rule, name, variants: [], failures: [failure('layout', `there is no rule ${rule}`)] }
  if (item.before === undefined) {
    return { rule, name, variants: [], failures: await runClean(bench, rule, item.clean ?? {}) }
  }
  const models = await bench.probe.models(item.before)
  const fires = await runFires(bench, item, item.before)
  if (item.after === undefined)
    return {
      rule,
      name,
      variants: [],
      failures: [
        ...fires,
        ...(await runUnhealed(bench, item, item.before)),
        ...(await bench.reference.disagreements(rule, [models])),
      ],
    }
  const after = { ...item.before, ...item.after }
  const healed = await runHealed(bench, item, item.before, after)
  const healedModels = await bench.probe.models(after)
  const variants = variantsOf({ before: item.before, after, models, healedModels })
  const disagreements = await bench.reference.disagreements(rule, [models, healedModels])
  const failures = [...fires, ...healed, ...disagreements]
  const wanted = modelText(healedModels)
  const gone = goneIn(item.before, after)
  for (const variant of variants) failures.push(...(await runVariant(bench, item, variant, wanted, gone)))
  return { rule, name, variants: variants.map((variant) => variant.name), failures }
}

async function runClean(
  { engine, probe, reference }: Bench,
  rule: string,
  texts: Texts,
): Promise<CaseFailure[]> {
  const found = (await findingsIn(engine, texts)).filter((finding) => finding.rule === rule)
  const models = await probe.models(texts)
  return [
    ...(models.length === 0 ? [failure('clean', 'it holds no resource')] : []),
    ...(found.length === 0 ? [] : [failure('clean', `it fires: ${told(found)}`)]),
    ...(await reference.disagreements(rule, [models])),
  ]
}

async function runFires({ engine }: Bench, item: PolicyCase, before: Texts): Promise<CaseFailure[]> {
  const { rule, options } = item
  const found = (await findingsIn(engine, before)).filter((finding) => finding.rule === rule)
  const other = found.filter(({ status }) => status !== options.status)
  return [
    ...(found.length === 0 ? [failure('fires', 'the rule finds nothing')] : []),
    ...(other.length === 0 ? [] : [failure('fires', `not ${options.status}: ${told(other)}`)]),
  ]
}

/** Nothing may be written, and the findings stay with the result that the case names. */
async function runUnhealed({ engine }: Bench, item: PolicyCase, before: Texts): Promise<CaseFailure[]> {
  const { rule, options } = item
  const { texts, report } = await healTexts(engine, rule, before, options)
  const found = report.findings.filter((finding) => finding.rule === rule)
  const other = found.filter(({ fix }) => fix?.result !== options.result)
  return [
    ...errorsOf(report),
    ...differences('heals', before, texts),
    ...(options.status === 'open' && other.length > 0
      ? [failure('heals', `the result is not ${options.result ?? 'absent'}: ${told(other)}`)]
      : []),
  ]
}

async function runHealed(
  bench: Bench,
  item: PolicyCase,
  before: Texts,
  after: Texts,
): Promise<CaseFailure[]> {
  const { engine } = bench
  const { rule, options } = item
  const healed = await healTexts(engine, rule, before, options)
  const open = healed.report.findings.filter(
    (finding) => finding.rule === rule && finding.status !== 'healed',
  )
  return [
    ...errorsOf(healed.report),
    ...differences('heals', after, healed.texts),
    ...(open.length === 0 ? [] : [failure('heals', `not healed: ${told(open)}`)]),
    ...editFailures(before, healed),
    ...(await heldBack(engine, rule, before, options, after)),
    ...(await settled(engine, rule, after, options)),
    ...othersWorse(rule, await bench.findings(before), await bench.findings(after)),
  ]
}

/** Without the consent or the answers that the case gives, its outcome must not come about. */
async function heldBack(
  engine: Engine,
  rule: string,
  before: Texts,
  options: CaseOptions,
  after: Texts,
): Promise<CaseFailure[]> {
  const failures: CaseFailure[] = []
  const without = async (what: string, changed: Partial<CaseOptions>): Promise<void> => {
    const { texts } = await healTexts(engine, rule, before, { ...options, ...changed })
    if (canonicalJson(texts) === canonicalJson(after))
      failures.push(failure('held back', `heals without ${what}`))
  }
  if (options.unsafe) await without('unsafe', { unsafe: false })
  if (Object.keys(options.inputs).length > 0) await without('inputs', { inputs: {} })
  return failures
}

/** Healing the outcome again changes nothing, and the rule finds nothing in it. */
async function settled(
  engine: Engine,
  rule: string,
  after: Texts,
  options: CaseOptions,
): Promise<CaseFailure[]> {
  const { texts, report } = await healTexts(engine, rule, after, options)
  const found = report.findings.filter((finding) => finding.rule === rule)
  return [
    ...errorsOf(report),
    ...differences('idempotent', after, texts),
    ...(found.length === 0 ? [] : [failure('idempotent', `the rule still finds: ${told(found)}`)]),
  ]
}

/** Findings of other rules may vanish; none may appear or become graver. */
function othersWorse(rule: string, before: readonly Finding[], after: readonly Finding[]): CaseFailure[] {
  const known = new Map<string, Severity[]>()
  const key = (finding: Finding): string => JSON.stringify([finding.rule, finding.resource.address])
  for (const finding of before)
    known.set(key(finding), [...(known.get(key(finding)) ?? []), finding.severity])
  return after
    .filter((finding) => finding.rule !== rule)
    .flatMap((finding) => {
      const left = known.get(key(finding)) ?? []
      const at = left.findIndex((severity) => severityRank(severity) >= severityRank(finding.severity))
      if (at >= 0) left.splice(at, 1)
      return at >= 0 ? [] : [failure('other rules', `${finding.rule} newly finds: ${finding.message}`)]
    })
}

async function runVariant(
  { engine, probe }: Bench,
  item: PolicyCase,
  variant: Variant,
  wanted: string,
  gone: number,
): Promise<CaseFailure[]> {
  const { rule, options } = item
  const { texts, report } = await healTexts(engine, rule, variant.before, options)
  const found = report.findings.filter((finding) => finding.rule === rule && finding.status !== 'healed')
  const model = modelText(await probe.models(texts))
  const failures = [
    ...errorsOf(report),
    ...(found.length === 0 ? [] : [failure('variant', `not healed: ${told(found)}`)]),
    ...(variant.after === undefined ? [] : differences('variant', variant.after, texts)),
    ...(model === wanted
      ? []
      : [failure('variant', 'the healed model is another', diffLines(wanted, model))]),
    ...lost(variant, texts, gone),
    ...(found.length === 0 ? await settled(engine, rule, texts, options) : []),
  ]
  return failures.map((each) => ({ ...each, variant: variant.name }))
}

/** Comments may only go with lines that the fix takes out. */
function lost({ keeps, before }: Variant, texts: Texts, gone: number): CaseFailure[] {
  if (keeps === undefined) return []
  const count = (all: Texts): number =>
    Object.values(all).reduce((sum, text) => sum + text.split(keeps).length - 1, 0)
  const missing = count(before) - count(texts)
  return missing <= gone ? [] : [failure('variant', `${missing} comments are lost`)]
}

function goneIn(before: Texts, after: Texts): number {
  return Object.entries(before).reduce((sum, [path, text]) => sum + linesGone(text, after[path] ?? ''), 0)
}
