import { isList, isObject } from '@regraft/model'
import type { RegoFile } from './read.ts'

/** Whose policy a Rego file is; `library` when it finds nothing by itself. */
export type RegoOwner = 'regraft' | 'conftest' | 'trivy' | 'library'

/** Rules whose results are findings to Conftest: https://www.conftest.dev. */
export const conftestRule: RegExp = /^(deny|violation|warn)(?:_([a-zA-Z0-9_]+))?$/

export function ownerOf(file: RegoFile): RegoOwner {
  const custom = file.metadata['custom']
  if (isObject(custom) && typeof custom['id'] === 'string' && isList(custom['resources'])) return 'regraft'
  if (file.package[0] === 'regraft') return 'regraft'
  const finds = file.rules.some((name) => conftestRule.test(name))
  if (file.rules.includes('__rego_metadata__')) return finds ? 'trivy' : 'library'
  if (isObject(custom) && finds && isTrivy(custom)) return 'trivy'
  return finds ? 'conftest' : 'library'
}

function isTrivy(custom: { readonly [name: string]: unknown }): boolean {
  return ['avd_id', 'long_id', 'recommended_actions', 'recommended_action', 'input'].some((name) =>
    Object.hasOwn(custom, name),
  )
}
