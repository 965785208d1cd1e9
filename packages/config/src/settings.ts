import type { IgnoreSetting, ParamValues, RuleSetting } from '@regraft/engine'
import type { Severity } from '@regraft/model'
import type { BundleTrust, Config, ConftestSettings } from './config.ts'

/** The data of a configuration file once its schema holds. */
export interface ConfigData {
  readonly include?: readonly string[]
  readonly exclude?: readonly string[]
  readonly policies?: readonly string[]
  readonly conftest?: ConftestSettings
  readonly code?: true
  readonly rules?: { readonly [rule: string]: 'off' | Omit<RuleSetting, 'rule' | 'off'> }
  readonly bundles?: BundleTrust
  readonly params?: ParamValues
  readonly failOn?: Severity | 'never'
  readonly variables?: readonly string[]
  readonly ignore?: readonly IgnoreSetting[]
  readonly baseline?: string
}

export function configOf(data: ConfigData, folder: string, named: boolean): Config {
  const { include, exclude, bundles, failOn, baseline } = data
  return {
    ...(include === undefined ? {} : { include }),
    ...(exclude === undefined ? {} : { exclude }),
    ...(bundles === undefined ? {} : { bundles }),
    ...(failOn === undefined ? {} : { failOn }),
    ...(baseline === undefined ? {} : { baseline }),
    policies: data.policies ?? [],
    conftest: data.conftest ?? {},
    code: data.code === true,
    settings: Object.entries(data.rules ?? {}).map(([rule, setting]) => settingOf(rule, setting)),
    params: data.params ?? {},
    variables: data.variables ?? [],
    ignores: data.ignore ?? [],
    folder,
    named,
  }
}

function settingOf(rule: string, setting: 'off' | Omit<RuleSetting, 'rule' | 'off'>): RuleSetting {
  return setting === 'off' ? { rule, off: true } : { rule, ...setting }
}
