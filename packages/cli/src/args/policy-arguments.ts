import { severities } from '@regraft/model'
import type { PolicyArguments } from './arguments.ts'
import { severity, single } from './parse.ts'
import type { Given } from './tokens.ts'
import { usage } from './usage.ts'

export function policyArguments(given: readonly Given[]): PolicyArguments {
  const all = (name: string): string[] => given.flatMap((it) => (it.name === name ? [it.value] : []))
  const has = (name: string): boolean => given.some((it) => it.name === name)
  const once = (name: string): string | undefined => single(name, all(name))
  return {
    types: all('type').flatMap((value) => value.split(',').filter(Boolean)),
    maxWarnings: count(once('max-warnings')),
    before: once('before'),
    after: once('after'),
    severity: severity('severity', once('severity'), severities),
    dir: once('dir'),
    filter: once('filter'),
    watch: has('watch'),
    coverage: percent(once('coverage')),
    update: has('update'),
    list: has('list'),
    revision: once('revision'),
    sign: once('sign'),
    verify: once('verify'),
    algorithm: once('algorithm'),
  }
}

function count(value: string | undefined): number | undefined {
  if (value === undefined) return undefined
  if (!/^\d{1,6}$/.test(value))
    throw usage(`--max-warnings cannot be "${value}"`, 'It is a number, 0 for none.')
  return Number(value)
}

function percent(value: string | undefined): number | undefined {
  if (value === undefined) return undefined
  if (!/^\d{1,3}(\.\d+)?$/.test(value) || Number(value) > 100)
    throw usage(`--coverage cannot be "${value}"`, 'It is a percentage from 0 to 100.')
  return Number(value)
}
