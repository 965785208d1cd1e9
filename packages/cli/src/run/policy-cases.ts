import { realpathSync, statSync } from 'node:fs'
import { resolve } from 'node:path'
import type { Config } from '@regraft/config'
import type { Arguments } from '../args/arguments.ts'
import { isInside, type Scope } from './root.ts'

/**
 * Globs of the cases beside the policies that a run uses: they are insecure on purpose, and a heal would spoil them. A
 * path that is named in them is checked all the same.
 */
export function policyCases(
  { policies }: Pick<Arguments, 'policies'>,
  config: Pick<Config, 'policies' | 'folder'>,
  { root, paths }: Scope,
  cwd: string,
): readonly string[] {
  const folders = [
    ...policies.map((name) => resolve(cwd, name)),
    ...config.policies.map((name) => resolve(config.folder, name)),
  ].flatMap(realFolder)
  return folders
    .filter((folder) => isInside(root, folder))
    .filter((folder) => !paths.some((path) => path !== folder && isInside(folder, path)))
    .map((folder) => folder.slice(root.length + 1).replaceAll('\\', '/'))
    .map((folder) => (folder === '' ? '**/cases/**' : `${folder}/**/cases/**`))
}

function realFolder(path: string): readonly string[] {
  try {
    return statSync(path).isDirectory() ? [realpathSync(path)] : []
  } catch {
    return []
  }
}
