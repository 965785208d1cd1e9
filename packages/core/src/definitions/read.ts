import { type Diagnostic, isObject, type Json, type JsonObject, type Rule } from '@regraft/model'
import { controlsOf, metadataProblems, type Problem, strings, type Wording } from '../metadata/policy.ts'
import { joinRules, metadataError } from '../metadata/rules.ts'
import { paramsOf } from '../params/spec.ts'
import type { PolicyDefinition } from './definition.ts'
import { NotPlain, plainJson } from './plain.ts'

/** A definition whose metadata holds. */
export interface ReadDefinition {
  readonly rule: Rule
  readonly definition: PolicyDefinition
}

const fields = [
  ...['id', 'title', 'description', 'severity', 'fix', 'resources', 'uses'],
  ...['aliases', 'controls', 'relatedResources', 'params', 'check'],
]

const wording: Wording = {
  prefix: '',
  title: "Add `title: '…'`: one line that says what is wrong.",
  resources: "List what the rule looks at: `resources: ['aws_s3_bucket']`.",
}

/**
 * Checks what claims to be definitions: they come from code that no compiler of ours has seen.
 * Throws RegraftError `POLICY_METADATA` with a diagnostic for each mistake.
 */
export function readDefinitions(values: readonly unknown[]): readonly ReadDefinition[] {
  const diagnostics: Diagnostic[] = []
  const read = values.flatMap((value, i): ReadDefinition[] => {
    const name = nameOf(value, i)
    const { problems, found } = readOne(value)
    for (const { message, hint } of problems)
      diagnostics.push({ code: 'POLICY_METADATA', severity: 'error', message: `${name}: ${message}`, hint })
    return found === undefined ? [] : [found]
  })
  if (diagnostics.length > 0) throw metadataError(diagnostics)
  joinRules([read.map(({ rule }) => rule)])
  return read
}

function readOne(value: unknown): { readonly problems: readonly Problem[]; readonly found?: ReadDefinition } {
  if (typeof value !== 'object' || value === null)
    return { problems: [problem('it is no definition', 'Make it with `definePolicy`.')] }
  const { check, ...rest } = value as { readonly [name: string]: unknown }
  if (typeof check !== 'function')
    return { problems: [problem('it has no `check`', 'Write `check(resource, context) { … }`.')] }
  let data: JsonObject
  try {
    data = plainJson(rest, 'the definition') as JsonObject // an object gives one
  } catch (cause) {
    if (!(cause instanceof NotPlain)) throw cause
    return { problems: [problem(cause.message, 'Everything but `check` is plain data.')] }
  }
  const problems = problemsOf(data)
  if (problems.length > 0) return { problems }
  // The problems that were looked for are all that could keep it from being one.
  return { problems, found: { rule: ruleOf(data), definition: value as PolicyDefinition } }
}

function problemsOf(data: JsonObject): Problem[] {
  const { title, description, relatedResources } = data
  const unknown = Object.keys(data).filter((name) => !fields.includes(name))
  return [
    ...unknown.map((name) =>
      problem(`it has the unknown field ${name}`, `It may have ${fields.join(', ')}.`),
    ),
    ...metadataProblems(data, typeof title === 'string' ? title : '', wording),
    ...(description === undefined || typeof description === 'string'
      ? []
      : [problem('description is no text', 'Say in a sentence or two why it matters.')]),
    ...(relatedResources === undefined || strings(relatedResources).length > 0
      ? []
      : [problem('relatedResources is no list of texts', "Write `relatedResources: ['https://…']`.")]),
    ...paramsOf(data['params'], 'params').problems,
  ]
}

function ruleOf(data: JsonObject): Rule {
  const { id, title, description, severity, fix } = data
  const { params } = paramsOf(data['params'], 'params')
  return {
    id: id as Rule['id'], // these were checked above
    title: title as Rule['title'],
    description: (description ?? '') as Rule['description'],
    severity: severity as Rule['severity'],
    ...(fix === undefined ? {} : { fix: fix as NonNullable<Rule['fix']> }),
    resources: strings(data['resources']),
    uses: strings(data['uses']).sort(),
    aliases: strings(data['aliases']),
    controls: controlsOf(data['controls']),
    relatedResources: strings(data['relatedResources']),
    packages: [],
    ...(params === undefined ? {} : { params }),
  }
}

function nameOf(value: unknown, i: number): string {
  const id = isObject(value as Json) ? (value as JsonObject)['id'] : undefined
  return typeof id === 'string' ? id : `definition ${i + 1}`
}

function problem(message: string, hint: string): Problem {
  return { message, hint }
}
