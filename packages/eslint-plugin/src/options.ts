import { RegraftError, severities } from '@regraft/model'
import type { Rule } from 'eslint'
import type { Settings } from './protocol.ts'

const texts = { type: 'array', items: { type: 'string' }, uniqueItems: true } as const

/** What a rule's options may be; ESLint checks them. */
export const optionsSchema: NonNullable<Rule.RuleMetaData['schema']> = [
  {
    type: 'object',
    additionalProperties: false,
    properties: { rules: texts, skipRules: texts, minSeverity: { enum: [...severities] } },
  },
]

/** Reads `settings.regraft`. Throws `RegraftError` `USAGE`: ESLint does not look at settings. */
export function settingsOf(settings: { readonly [name: string]: unknown }): Required<Settings> {
  const given = settings['regraft'] ?? {}
  if (typeof given !== 'object') throw wrong('must be an object')
  const { bundles = [], timeoutMs = 60_000, ...others } = given as { readonly [name: string]: unknown }
  const [other] = Object.keys(others)
  if (other !== undefined) throw wrong(`has no member "${other}"`)
  if (!Array.isArray(bundles) || !bundles.every((file) => typeof file === 'string'))
    throw wrong('.bundles must be a list of paths')
  if (typeof timeoutMs !== 'number' || !(timeoutMs > 0)) throw wrong('.timeoutMs must be a number above 0')
  return { bundles, timeoutMs }
}

function wrong(what: string): RegraftError {
  return new RegraftError('USAGE', `settings.regraft ${what}`, {
    hint: 'It may hold `bundles` and `timeoutMs`.',
  })
}
