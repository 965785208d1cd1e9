import { bodyValue } from './body-value.ts'
import type { Taker } from './consumers.ts'
import { isComputed } from './data/computed.ts'
import type { InstanceKey } from './expand.ts'
import { keysOf } from './expand.ts'
import type { ModuleInstance } from './instance.ts'
import type { Body } from './source.ts'

/**
 * What takes values besides resources: providers, checks, data sources that ask somebody, modules that are not in the
 * workspace. None of them ever asks for a change. A data source that is computed is not among them: its values count
 * where they end up.
 */
export function otherTakers(instance: ModuleInstance): readonly Taker[] {
  const { module, tree, prefix } = instance
  const taker = (address: string, body: Body, { suffix, names }: InstanceKey): Taker => ({
    address: `${tree.label}${prefix}${address}${suffix}`,
    value: bodyValue(body, undefined, { instance, names, lookups: undefined }),
  })
  const each = (address: string, body: Body): readonly Taker[] =>
    keysOf(instance.expansion(body)).map((key) => taker(address, body, key))
  const asked = module.data.filter(({ type }) => !isComputed(type))
  const absent = [...module.calls.values()].filter((call) => instance.called(call).length === 0)
  return [
    ...asked.flatMap(({ address, body }) => each(address, body)),
    ...absent.flatMap(({ name, body }) => each(`module.${name}`, body)),
    ...module.files.flatMap(({ others }) => others.map(({ address, body }) => taker(address, body, only))),
  ]
}

const only: InstanceKey = { suffix: '', names: undefined }
