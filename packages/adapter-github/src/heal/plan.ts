import type { Engine, FileWrite, HealOptions, Workspace } from '@regraft/engine'
import { compareText, type Finding, type Report, severityRank } from '@regraft/model'
import { layerOver } from './layer.ts'

/** The fixes of one rule. */
export interface HealStep {
  readonly rule: string
  readonly title: string
  readonly healed: readonly Finding[]
  /** The bytes before this step and after it. Paths are relative to the workspace's root. */
  readonly writes: readonly FileWrite[]
}

/** All that can be healed, rule after rule, and what is left after the last. */
export interface HealPlan {
  readonly steps: readonly HealStep[]
  /** A check of the healed texts. */
  readonly left: Report
}

/** A fix may make another one possible; rules that go on so for ever are a mistake of theirs. */
const passes = 3

/**
 * Heals in memory, the gravest rule first. Each step stands on the texts that the steps before it left and is proven there by
 * all gates, so that any number of them can be taken from the start.
 */
export async function planHeal(
  engine: Engine,
  workspace: Workspace,
  options: HealOptions = {},
): Promise<HealPlan> {
  const layer = layerOver(workspace)
  const steps: HealStep[] = []
  for (let pass = 0; pass < passes; pass++) {
    const before = steps.length
    for (const rule of await healable(engine, layer, options)) {
      const step = await stepOf(rule, engine, layer, options)
      if (step) steps.push(step)
    }
    if (steps.length === before) break
  }
  return { steps, left: await engine.check(layer, options) }
}

/** The rules whose findings a heal of everything mends. */
async function healable(engine: Engine, layer: Workspace, options: HealOptions): Promise<readonly string[]> {
  const { findings } = await engine.heal(layer, { ...options, dryRun: true })
  const gravest = new Map<string, number>()
  for (const { rule, severity, status } of findings)
    if (status === 'healed') gravest.set(rule, Math.max(gravest.get(rule) ?? 0, severityRank(severity)))
  return [...gravest].sort(([a, x], [b, y]) => y - x || compareText(a, b)).map(([rule]) => rule)
}

async function stepOf(
  rule: string,
  engine: Engine,
  layer: ReturnType<typeof layerOver>,
  options: HealOptions,
): Promise<HealStep | undefined> {
  const checked = await engine.check(layer, options)
  const findings = checked.findings.flatMap((it) => (it.rule === rule && it.status === 'open' ? [it.id] : []))
  const report = await engine.heal(layer, { ...options, dryRun: false, findings })
  const writes = layer.taken()
  const healed = report.findings.filter(({ status }) => status === 'healed')
  const [first] = healed
  return first === undefined || writes.length === 0 ? undefined : { rule, title: first.title, healed, writes }
}
