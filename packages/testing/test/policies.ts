import type { LocalRego } from '@regraft/rego'
import { loadRego } from '@regraft/rego/node'
import type { CaseResult, Texts } from '../src/index.ts'
import { describeFailure, runCases } from '../src/index.ts'

let started: Promise<LocalRego> | undefined

/** One toolchain for all tests of a file. */
export function rego(): Promise<LocalRego> {
  started ??= loadRego()
  return started
}

/** A policy about ConfigMaps: `data.mode` must be `strict`. `fix` is Rego for the fix it proposes. */
export function policy(fix: string, level = 'safe'): { readonly [path: string]: string } {
  return {
    'demo/mode/kubernetes.rego': `# METADATA
# title: The mode is not strict
# custom:
#   id: demo/mode
#   severity: medium
#   resources: [ConfigMap]
#   fix: ${level}
package demo.mode

deny contains finding if {
	input.data.mode != "strict"
	finding := {"message": "the mode is not strict", "path": ["data", "mode"], "fix": ${fix}}
}
`,
    'demo/name/kubernetes.rego': `# METADATA
# title: A strict map has no owner
# custom:
#   id: demo/owner
#   severity: high
#   resources: [ConfigMap]
package demo.owner

deny contains {"message": "nobody owns it", "path": ["data", "owner"]} if {
	input.data.mode == "strict"
	input.data.team
	not input.data.owner
}
`,
  }
}

export const strict = '{"title": "Be strict", "ops": [{"op": "set", "value": "strict"}]}'

export const map = (data: string): string =>
  `apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: demo\ndata:\n${data}`

/** Runs one case of the policy and tells its failures, a text each. */
export async function failuresOf(
  files: Texts,
  modules: { readonly [path: string]: string } = policy(strict),
): Promise<readonly string[]> {
  const [result] = await resultsOf(files, modules)
  return (result as CaseResult).failures.map(describeFailure) // one case was given
}

export async function resultsOf(
  files: Texts,
  modules: { readonly [path: string]: string } = policy(strict),
): Promise<readonly CaseResult[]> {
  const cases = Object.fromEntries(
    Object.entries(files).map(([path, text]) => [`demo/mode/cases/one/${path}`, text]),
  )
  return runCases({ modules, cases, rego: await rego() })
}
