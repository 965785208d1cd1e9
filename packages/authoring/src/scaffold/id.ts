import { RegraftError } from '@regraft/model'

/** Words of Rego that cannot be a step of a package's name. */
const words: ReadonlySet<string> = new Set([
  ...[
    'as',
    'contains',
    'data',
    'default',
    'else',
    'every',
    'false',
    'if',
    'import',
    'in',
    'input',
    'not',
    'null',
  ],
  ...['package', 'regraft', 'set', 'some', 'system', 'true', 'with'],
])

/**
 * Checks the id of a new rule: `provider/rule`, lower case, words joined by `-`.
 * Throws RegraftError `RULE_ID`.
 */
export function checkRuleId(id: string): void {
  if (/^[a-z][a-z0-9]*(-[a-z0-9]+)*\/[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(id) && id.length <= 120) return
  const likely = id
    .toLowerCase()
    .replace(/[^a-z0-9/]+/g, '-')
    .replace(/(^|\/)[^a-z]+/g, '$1')
    .replace(/-+(\/|$)/g, '$1')
  const hint = 'It is provider/rule in lower case, words joined by `-`: acme/bucket-tags.'
  throw new RegraftError('RULE_ID', `${id === '' ? 'The id' : `"${id}"`} is no id of a rule`, {
    hint: /^[a-z][a-z0-9-]*\/[a-z][a-z0-9-]*$/.test(likely) ? `${hint} Did you mean ${likely}?` : hint,
  })
}

/** The package of a rule's policy for a framework: `acme.bucket_tags.terraform`. */
export function packageOf(id: string, framework: string): string {
  const steps = id.split('/').map((step) => step.replaceAll('-', '_'))
  return [...steps.map((step) => (words.has(step) ? `${step}_` : step)), framework].join('.')
}
