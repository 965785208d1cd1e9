import type { PolicyCase } from '../case.ts'
import type { PolicyFolder } from '../read-policies.ts'
import type { Graph } from './graph.ts'
import { fullName } from './outcome.ts'

/** Which tests are run. */
interface Choice {
  readonly filter?: RegExp
  readonly only?: (file: string) => boolean
}

/** One test to run, and what its outcome depends on. */
export interface Step {
  readonly key: string
  readonly file: string
  readonly name: string
  /** Absent: a Rego test. */
  readonly item?: PolicyCase
}

export function stepsOf(
  graph: Graph,
  cases: readonly PolicyCase[],
  { modules, tests }: PolicyFolder,
  options: Choice,
): readonly Step[] {
  const ruleKeys = new Map([...graph.rules].map(([id, files]) => [id, graph.key(files)]))
  const ofCases = cases.map((item) => ({
    key: JSON.stringify([item, ruleKeys.get(item.rule)]),
    file: item.folder,
    name: caseName(item),
    item,
  }))
  // Wherever a rule is called test_…, as OPA's own runner takes it.
  const ofTests = Object.keys({ ...modules, ...tests }).flatMap((file) => {
    const names = graph.tests(file).map((rule) => `${graph.packageOf(file)}.${rule}`)
    const key = graph.key([file])
    return names
      .filter((name) => chosen(name, file, options))
      .map((name) => ({ key: JSON.stringify([name, file, key]), file, name }))
  })
  return [...ofCases, ...ofTests]
}

export function chosen(name: string, file: string, { filter, only }: Choice): boolean {
  return (filter?.test(name) ?? true) && (only?.(file) ?? true)
}

export function caseName({ rule, name }: PolicyCase): string {
  return fullName({ kind: 'case', group: rule, name })
}
