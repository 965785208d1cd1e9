import {
  isList,
  isObject,
  type Json,
  type JsonObject,
  type Level,
  levels,
  type Rule,
  type Severity,
  severities,
} from '@regraft/model'
import { paramsOf } from '../params/spec.ts'
import type { PolicyAnnotations } from './annotations.ts'

/** One package that implements a rule: what its metadata says. */
export interface Policy extends Omit<Rule, 'packages'> {
  /** `regraft.aws.s3_versioning.terraform` */
  readonly package: string
  /** Steps of the package below `data`. */
  readonly packagePath: readonly string[]
  /** `policies/aws/s3.rego:3`, or the package when no place is known. */
  readonly place: string
  readonly file: string | undefined
}

/** A mistake in metadata: one sentence that names the field, and what to write instead. */
export interface MetadataProblem {
  readonly field:
    | 'title'
    | 'id'
    | 'severity'
    | 'fix'
    | 'resources'
    | 'uses'
    | 'aliases'
    | 'controls'
    | 'params'
  readonly message: string
  readonly hint: string
}

const listFields = ['resources', 'uses', 'aliases'] as const

/**
 * Reads annotations that declare a rule (`custom.id`); others give undefined. They stand at a package, or, where a
 * bundle of OPA's own command line knows no more, at its `deny`.
 */
export function policyOf(
  ref: PolicyAnnotations,
): { readonly policy: Policy; readonly problems: MetadataProblem[] } | undefined {
  const { custom, scope } = ref.annotations
  const path = ref.path.slice(1).map((term) => String(term.value))
  const packagePath = scope === 'package' ? path : path.slice(0, -1)
  if (custom?.['id'] === undefined || scope === 'subpackages') return undefined
  if (scope !== 'package' && path.at(-1) !== 'deny') return undefined
  const { file, row } = ref.location ?? { file: undefined, row: 0 }
  const title = ref.annotations.title ?? ''
  const fix = custom['fix']
  const { params, problems } = paramsOf(custom['params'])
  const policy: Policy = {
    id: String(custom['id']),
    title,
    description: ref.annotations.description ?? '',
    severity: custom['severity'] as Severity, // checked in problemsOf
    ...(fix === undefined ? {} : { fix: fix as Level }), // checked in problemsOf
    resources: strings(custom['resources']),
    uses: strings(custom['uses']).sort(),
    aliases: strings(custom['aliases']),
    controls: controlsOf(custom['controls']),
    relatedResources: (ref.annotations.related_resources ?? []).map((related) => related.ref),
    ...(params === undefined ? {} : { params }),
    package: packagePath.join('.'),
    packagePath,
    place: file === undefined ? packagePath.join('.') : `${file}:${row}`,
    file,
  }
  return {
    policy,
    problems: [
      ...problemsOf(custom, title),
      ...problems.map((each) => ({ field: 'params' as const, ...each })),
    ],
  }
}

function problemsOf(custom: JsonObject, title: string): MetadataProblem[] {
  const problems: MetadataProblem[] = []
  const problem = (field: MetadataProblem['field'], message: string, hint: string): number =>
    problems.push({ field, message, hint })
  const { id, severity, fix, controls } = custom
  if (typeof id !== 'string' || !/^[a-z0-9][a-z0-9_.-]*(\/[a-z0-9][a-z0-9_.-]*)*$/.test(id))
    problem(
      'id',
      `custom.id ${JSON.stringify(id)} is no rule id`,
      'Write it in lower case: `aws/s3-versioning`.',
    )
  if (title === '') problem('title', 'it has no title', 'Add `# title: …`: one line that says what is wrong.')
  if (!severities.includes(severity as Severity))
    problem(
      'severity',
      `custom.severity ${shown(severity)} is no severity`,
      `Choose one of ${severities.join(', ')}.`,
    )
  if (fix !== undefined && !levels.includes(fix as Level))
    problem(
      'fix',
      `custom.fix ${shown(fix)} is no fix level`,
      `Choose one of ${levels.join(', ')}, or leave it out when the rule proposes no fix.`,
    )
  if (isList(custom['resources']) ? custom['resources'].length === 0 : true)
    problem(
      'resources',
      'custom.resources names no resource type',
      'List what the rule looks at: `[aws_s3_bucket]`.',
    )
  for (const field of listFields)
    if (custom[field] !== undefined && !isStrings(custom[field]))
      problem(field, `custom.${field} is no list of texts`, `Write \`${field}: [first, second]\`.`)
  if (controls !== undefined && !(isObject(controls) && Object.values(controls).every(isStrings)))
    problem(
      'controls',
      'custom.controls does not map frameworks to lists of texts',
      'Write `controls: {cis-aws-3.0: ["2.1.3"]}`, with the numbers in quotes.',
    )
  return problems
}

function shown(value: Json | undefined): string {
  return value === undefined ? '(absent)' : JSON.stringify(value)
}

function isStrings(value: Json | undefined): boolean {
  return isList(value) && value.every((item) => typeof item === 'string')
}

function strings(value: Json | undefined): string[] {
  return isList(value) ? [...new Set(value.filter((item) => typeof item === 'string'))] : []
}

function controlsOf(value: Json | undefined): Rule['controls'] {
  if (!isObject(value)) return {}
  return Object.fromEntries(Object.entries(value).map(([framework, list]) => [framework, strings(list)]))
}
