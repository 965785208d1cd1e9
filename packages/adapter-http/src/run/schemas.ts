import { severities } from '@regraft/model'

/** A JSON Schema (2020-12), as OpenAPI 3.1 takes it. */
export interface Schema {
  readonly [keyword: string]: unknown
}

const texts = (description: string): Schema => ({ type: 'array', items: { type: 'string' }, description })
const object = (properties: Schema, required: readonly string[] = []): Schema => ({
  type: 'object',
  additionalProperties: false,
  required,
  properties,
})

const setting = object(
  {
    rule: { type: 'string', description: 'An id or a glob.' },
    off: { type: 'boolean' },
    severity: { enum: severities },
    fix: { enum: ['safe', 'unsafe', 'off'], description: 'Upper bound of fixes; off: the rule only finds.' },
    inputs: { type: 'object' },
  },
  ['rule'],
)

const ignore = object(
  {
    rule: { type: 'string' },
    paths: texts('Globs of paths.'),
    resources: texts('Globs of addresses.'),
    reason: { type: 'string', minLength: 1 },
    until: { type: 'string', pattern: '^\\d{4}-\\d{2}-\\d{2}$' },
  },
  ['rule', 'reason'],
)

const runOptions: Schema = {
  rules: texts('Ids, globs (`aws/*`) or ids of other scanners of the rules that are asked. Absent: all.'),
  skipRules: texts('The same, of rules that are not asked.'),
  frameworks: texts('terraform, kubernetes, …'),
  minSeverity: { enum: severities },
  settings: { type: 'array', items: setting },
  ignores: { type: 'array', items: ignore },
  baseline: texts('Ids of findings that are known and ignored.'),
  variables: object({
    files: texts('Variables files among those that are sent, later ones win.'),
    values: { type: 'object', additionalProperties: { type: 'string' } },
  }),
  today: {
    type: 'string',
    pattern: '^\\d{4}-\\d{2}-\\d{2}$',
    description: 'For ignores that expire. Absent: none does.',
  },
}

const healOptions: Schema = {
  ...runOptions,
  unsafe: { type: 'boolean', description: 'Also apply unsafe fixes.' },
  inputs: { type: 'object', description: 'Answers to inputs, by name or `rule:name`.' },
  findings: texts('Ids of the only findings whose fixes may be applied. Absent: all.'),
}

const files: Schema = {
  type: 'object',
  minProperties: 1,
  additionalProperties: { type: 'string' },
  description: 'Texts by path, relative with `/`.',
}

/** What a request may hold, by what is asked. The service checks requests by these, and its description shows them. */
export const requestSchemas: { readonly check: Schema; readonly heal: Schema } = {
  check: object({ files, options: object(runOptions) }, ['files']),
  heal: object({ files, options: object(healOptions) }, ['files']),
}
