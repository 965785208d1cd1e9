import type { EvaluationResource } from '@regraft/core'
import type { Rego } from '@regraft/rego'
import type { PolicyCase } from '../case.ts'
import { measureCoverage } from '../coverage.ts'
import type { Benches } from './benches.ts'
import type { Graph } from './graph.ts'
import type { RuleCoverage } from './outcome.ts'

/** Coverage of each rule's own files by all cases and unit tests together, in one measurement. */
export async function coverageByRule(
  rego: Rego,
  graph: Graph,
  { rules, probe }: Pick<Benches, 'rules' | 'probe'>,
  cases: readonly PolicyCase[],
  tests: readonly string[],
): Promise<readonly RuleCoverage[]> {
  if (rules.length === 0) return []
  const workspaces: (readonly EvaluationResource[])[] = []
  for (const { before, clean } of cases) workspaces.push(await probe.models(before ?? clean ?? {}))
  const modules = graph.needs([...[...graph.rules.values()].flat(), ...tests])
  const measured = await measureCoverage(rego, modules, { rules }, workspaces, { failing: 'count' })
  return rules.map(({ id }) => {
    const own = new Set(graph.rules.get(id))
    const files = measured.filter(({ file }) => own.has(file))
    const lines = files.reduce((sum, file) => sum + file.lines, 0)
    const reached = files.reduce((sum, file) => sum + (file.lines * file.percent) / 100, 0)
    return { rule: id, percent: lines === 0 ? 100 : Math.round((reached / lines) * 10_000) / 100, files }
  })
}
