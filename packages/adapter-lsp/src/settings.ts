import type { Severity } from '@regraft/model'
import { severities } from '@regraft/model'

/** What an editor may set: as `initializationOptions`, and as its configuration under `regraft`. */
export interface Settings {
  /** `false`: nothing is checked. Default: true. */
  readonly enable?: boolean
  /** Ids or globs of the rules that are asked; absent: all. */
  readonly rules?: readonly string[]
  readonly skipRules?: readonly string[]
  readonly frameworks?: readonly string[]
  readonly minSeverity?: Severity
  /**
   * Own policies beside the built-in ones: folders of Rego, Rego files or bundles; relative to the workspace's folder. A
   * client must not take these from a workspace that its user does not trust.
   */
  readonly policies?: readonly string[]
  /** Milliseconds of quiet after a change before the buffers are checked. Default: what the last check took, 20 to 250. */
  readonly delay?: number
}

const isTexts = (value: unknown): value is readonly string[] =>
  Array.isArray(value) && value.every((item) => typeof item === 'string')

const allowed: { readonly [K in keyof Required<Settings>]: readonly [(value: unknown) => boolean, string] } =
  {
    enable: [(value) => typeof value === 'boolean', 'true or false'],
    rules: [isTexts, 'a list of rule ids or globs'],
    skipRules: [isTexts, 'a list of rule ids or globs'],
    frameworks: [isTexts, 'a list of framework ids'],
    minSeverity: [
      (value) => severities.some((severity) => severity === value),
      `one of ${severities.join(', ')}`,
    ],
    policies: [isTexts, 'a list of paths'],
    delay: [
      (value) => typeof value === 'number' && value >= 0 && value <= 60_000,
      'milliseconds from 0 to 60000',
    ],
  }

/** Settings under the same name that are the client's own. */
const clients: ReadonlySet<string> = new Set(['trace'])

/** Takes the settings that are right and complains of the others. What is `null` is not set. */
export function readSettings(
  data: unknown,
  where = 'initializationOptions',
): {
  readonly settings: Settings
  readonly problems: readonly string[]
} {
  if (data === undefined || data === null) return { settings: {}, problems: [] }
  if (typeof data !== 'object') return { settings: {}, problems: [`${where} must be an object`] }
  const right: [string, unknown][] = []
  const problems: string[] = []
  for (const [name, value] of Object.entries(data)) {
    if (value === null || clients.has(name)) continue
    const rule = Object.hasOwn(allowed, name) ? allowed[name as keyof Settings] : undefined
    if (rule === undefined) problems.push(`there is no setting "${name}"`)
    else if (rule[0](value)) right.push([name, value])
    else problems.push(`the setting "${name}" must be ${rule[1]}`)
  }
  // Each member was checked above.
  return { settings: Object.fromEntries(right) as Settings, problems }
}
