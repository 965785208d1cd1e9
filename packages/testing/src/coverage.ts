import type { EvaluationResource, PolicySet } from '@regraft/core'
import type { Json, Rule } from '@regraft/model'
import { compareText, RegraftError } from '@regraft/model'
import type { CoverRange, Rego, RegoSource } from '@regraft/rego'
import { isAsked } from './asked.ts'

/** Lines of one Rego file that no case reached. */
export interface RegoCoverage {
  readonly file: string
  /** Percent of the lines that can be reached. */
  readonly percent: number
  /** Lines that can be reached. */
  readonly lines: number
  /** 1-based rows. */
  readonly missed: readonly number[]
}

const question = 'testing/coverage_test.rego'

/**
 * Rego line coverage over the resources of all cases: every rule is asked about every resource of its types, by OPA's
 * interpreter, in one test. A unit test that does not pass is an error, or with `failing: 'count'` counts as it went.
 */
export async function measureCoverage(
  rego: Rego,
  modules: readonly RegoSource[],
  policies: Pick<PolicySet, 'rules'>,
  workspaces: readonly (readonly EvaluationResource[])[],
  { failing = 'refuse' }: { readonly failing?: 'refuse' | 'count' } = {},
): Promise<readonly RegoCoverage[]> {
  const asked = policies.rules.flatMap(({ packages, resources }) =>
    packages.map((name) => ({ name, types: typesIn(workspaces, { resources, packages: [name] }) })),
  )
  const text = [
    'package regraft.testing.coverage',
    ...asked.map(
      ({ name, types }, i) => `
test_${i} if {
	found := [1 |
		some workspace in data.workspaces
		some type in ${JSON.stringify(types)}
		some resource in workspace[type]
		some _ in data.${name}.deny with input as resource with data.regraft.resources as workspace
	]
	count(found) >= 0
}`,
    ),
  ].join('\n')
  const ran = await rego.test({
    modules: [...modules, { file: question, text }],
    data: { workspaces: workspaces.map(byType) },
    coverage: true,
    timeoutMs: 60_000,
  })
  if (!ran.ok || ran.value.coverage === undefined) {
    const why = ran.ok ? 'no coverage was measured' : ran.error.map(({ message }) => message).join('; ')
    throw new RegraftError('CASE_COVERAGE', `the cases could not be measured: ${why}`)
  }
  const failed = ran.value.tests.find(
    ({ outcome, file }) => outcome !== 'pass' && (failing === 'refuse' || file === question),
  )
  if (failed) {
    const why = failed.diagnostics.map(({ message }) => message).join('; ')
    throw new RegraftError(
      'CASE_COVERAGE',
      `the cases could not be measured: ${failed.name} ${failed.outcome} ${why}`,
    )
  }
  return Object.entries(ran.value.coverage.files)
    .filter(([file]) => !file.endsWith('_test.rego'))
    .map(([file, { covered_lines = 0, not_covered_lines = 0, not_covered = [] }]) => {
      // OPA leaves out numbers that are 0, so its own percentage does not tell none from all.
      const lines = covered_lines + not_covered_lines
      const percent = lines === 0 ? 100 : (covered_lines / lines) * 100
      return { file, percent, lines, missed: rowsOf(not_covered) }
    })
    .sort((a, b) => compareText(a.file, b.file))
}

function rowsOf(ranges: readonly CoverRange[]): readonly number[] {
  const rows = ranges.flatMap(({ start, end }) =>
    Array.from({ length: end.row - start.row + 1 }, (_, i) => start.row + i),
  )
  return [...new Set(rows)].sort((a, b) => a - b)
}

/** Types that a package names, and those of the resources that it is asked about because it looks at every type. */
function typesIn(
  workspaces: readonly (readonly EvaluationResource[])[],
  asked: Pick<Rule, 'resources' | 'packages'>,
): readonly string[] {
  const types = workspaces.flat().flatMap((resource) => (isAsked(asked, resource) ? resource.type : []))
  return [...new Set([...asked.resources, ...types])].sort(compareText)
}

function byType(resources: readonly EvaluationResource[]): Json {
  const types: Record<string, Record<string, Json>> = {}
  for (const { type, address, input } of resources)
    types[type] = { ...types[type], [address]: { ...input, $address: address } }
  return types
}
