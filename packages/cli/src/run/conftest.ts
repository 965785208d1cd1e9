import { realpathSync } from 'node:fs'
import { resolve } from 'node:path'
import type { Config } from '@regraft/config'
import { RegraftError } from '@regraft/model'
import type { Arguments } from '../args/arguments.ts'
import type { AskedConftest } from './foreign.ts'
import { joinedData, namedData } from './rego-data.ts'
import { isInside } from './root.ts'

/**
 * How rules of Conftest are asked: what the command line says goes before the configuration.
 * @throws RegraftError `POLICY_DATA`
 */
export async function conftestOf(
  { conftest: given }: Pick<Arguments, 'conftest'>,
  config: Pick<Config, 'conftest' | 'folder' | 'named'>,
  cwd: string,
): Promise<AskedConftest> {
  const { namespaces, combine, data: configured = [] } = config.conftest
  const names = given.namespaces.length > 0 ? given.namespaces : namespaces
  const paths =
    given.data.length > 0
      ? given.data.map((name) => ({ name, path: resolve(cwd, name) }))
      : configured.map((name) => ({ name, path: inside(name, config) }))
  const parts = []
  for (const { name, path } of paths) parts.push({ name, data: await namedData(path, name) })
  return {
    ...(names === undefined ? {} : { namespaces: names }),
    ...(given.combine || combine === true ? { combine: true } : {}),
    ...(parts.length === 0 ? {} : { data: joinedData(parts) }),
  }
}

/** A configuration that was found, not named, reads nothing outside its folder. */
function inside(name: string, { folder, named }: Pick<Config, 'folder' | 'named'>): string {
  const path = resolve(folder, name)
  if (named || isInside(real(folder), real(path))) return path
  throw new RegraftError('POLICY_DATA', `the data ${name} lies outside the folder of regraft.yaml`, {
    hint: 'Move it there, or name the configuration with --config.',
  })
}

/** Links followed, as far as the path is there. */
function real(path: string): string {
  try {
    return realpathSync(path)
  } catch {
    return path
  }
}
