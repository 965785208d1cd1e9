import { realpathSync } from 'node:fs'
import { relative, resolve, sep } from 'node:path'
import type { Config } from '@regraft/config'
import { RegraftError } from '@regraft/model'
import type { Arguments } from '../args/arguments.ts'
import { isInside } from './root.ts'

/**
 * Variables files of the configuration, then those of the command line, relative to the root.
 * @throws RegraftError `VARIABLES_FILE` for one that is not there or lies outside the root
 */
export function variableFiles(
  { variableFiles }: Pick<Arguments, 'variableFiles'>,
  { variables, folder }: Pick<Config, 'variables' | 'folder'>,
  { root, cwd }: { readonly root: string; readonly cwd: string },
): readonly string[] {
  const paths = [
    ...variables.map((name) => inRoot(name, folder, root)),
    ...variableFiles.map((name) => inRoot(name, cwd, root)),
  ]
  // A file that is named again counts where it is named last.
  return paths.filter((path, i) => paths.lastIndexOf(path) === i)
}

function inRoot(name: string, folder: string, root: string): string {
  let real: string
  try {
    real = realpathSync(resolve(folder, name))
  } catch (error) {
    throw new RegraftError('VARIABLES_FILE', `there is no variables file ${name}`, {
      hint: `It is looked for in ${folder}.`,
      cause: error,
    })
  }
  if (!isInside(root, real))
    throw new RegraftError('VARIABLES_FILE', `the variables file ${name} lies outside ${root}`, {
      hint: 'Run regraft in a folder that holds both.',
    })
  return relative(root, real).split(sep).join('/')
}
