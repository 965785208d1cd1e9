import type { Severity } from '@regraft/model'
import type { Texts } from '@regraft/testing'
import { podPaths } from '../pod-paths.ts'
import { frameworkOf, type PolicyFramework } from './framework-of.ts'
import { checkRuleId, packageOf } from './id.ts'
import { manifest } from './manifest.ts'

export interface ScaffoldRequest {
  /** `acme/bucket-tags` */
  readonly id: string
  /** Resource types the rule looks at, at least one. */
  readonly types: readonly string[]
  readonly framework?: string
  /** Default: medium. */
  readonly severity?: Severity
  /** Steps before the id in the package's name: `regraft` for rules of the built-in library. */
  readonly within?: string
}

/** The folder of a new rule. */
export interface ScaffoldedRule {
  readonly id: string
  readonly framework: PolicyFramework
  /** Files of the rule's folder, by path in it. */
  readonly files: Texts
  /** What stands for the argument, the value it should have and one it should not, in the policy and its cases. */
  readonly fillIn: readonly ['argument', 'wanted', 'other']
}

/**
 * A rule to fill in: a policy that compiles, a README, a case that fails until the words of `fillIn` are replaced, a clean
 * case. Throws RegraftError `RULE_ID`, `RULE_TYPE`.
 */
export function scaffoldRule(request: ScaffoldRequest): ScaffoldedRule {
  const { id, types, framework: given, severity = 'medium' } = request
  checkRuleId(id)
  const framework = frameworkOf(types, given)
  const [type = ''] = types
  const { extension, text } = exampleOf[framework]
  return {
    id,
    framework,
    files: {
      [`${framework}.rego`]: policy({ ...request, severity }, framework),
      'README.md': `# ${id}\n\n## Why\n\n## What the fix does\n\n## What it may break\n`,
      [`cases/example/before.${extension}`]: text(type, 'other'),
      [`cases/example/after.${extension}`]: text(type, 'wanted'),
      [`cases/clean/clean.${extension}`]: text(type, 'wanted'),
    },
    fillIn: ['argument', 'wanted', 'other'],
  }
}

const exampleOf: {
  readonly [framework in PolicyFramework]: {
    readonly extension: string
    readonly text: (type: string, value: string) => string
  }
} = {
  terraform: {
    extension: 'tf',
    text: (type, value) => `resource "${type}" "example" {\n  argument = "${value}"\n}\n`,
  },
  kubernetes: { extension: 'yaml', text: manifest },
}

function policy({ id, types, severity, within }: ScaffoldRequest, framework: PolicyFramework): string {
  const inPod = framework === 'kubernetes' && types.every((type) => podPaths.has(type))
  const [value, path] = inPod
    ? ['object.get(pod.spec, "argument", null)', 'array.concat(pod.path, ["argument"])']
    : framework === 'kubernetes'
      ? ['object.get(input, ["spec", "argument"], null)', '["spec", "argument"]']
      : ['object.get(input, "argument", null)', '["argument"]']
  const name = packageOf(id, framework)
  return `# METADATA
# title: Say in one line what is wrong
# description: Say what may happen because of it.
# custom:
#   id: ${id}
#   severity: ${severity}
#   resources: [${types.join(', ')}]
#   fix: safe
package ${within === undefined ? name : `${within}.${name}`}

import data.regraft.fix
${inPod ? 'import data.regraft.pod\n' : ''}
deny contains finding if {
	${value} != "wanted"
	finding := {
		"message": "argument is not what it should be",
		"path": ${path},
		"fix": fix.safe(fix.set("wanted"), "Set the argument"),
	}
}
`
}
