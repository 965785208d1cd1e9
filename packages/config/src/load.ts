import { readFile, stat } from 'node:fs/promises'
import { dirname, join, relative, resolve, sep } from 'node:path'
import { RegraftError } from '@regraft/model'
import { type Config, emptyConfig } from './config.ts'
import { isInside } from './inside.ts'

const names = ['regraft.yaml', 'regraft.yml']
const limit = 1024 * 1024

/**
 * The configuration a run goes by: the file that was named, else `regraft.yaml` in the root, else none.
 * @throws RegraftError `CONFIG_MISSING`, `CONFIG_INVALID` with places and code frames
 */
export async function loadConfig(named: string | undefined, root: string, cwd: string): Promise<Config> {
  if (named !== undefined) return read(resolve(cwd, named), named, true)
  for (const name of names) {
    const path = join(root, name)
    if (!(await isFile(path))) continue
    if (!(await isInside(root, path)))
      throw new RegraftError(
        'CONFIG_INVALID',
        `the configuration ${shown(path, cwd)} is a link out of its folder`,
        {
          hint: 'Name the file with --config if you trust it.',
        },
      )
    return read(path, shown(path, cwd), false)
  }
  return emptyConfig(root)
}

async function isFile(path: string): Promise<boolean> {
  return stat(path).then(
    (stats) => stats.isFile(),
    () => false,
  )
}

async function read(path: string, name: string, named: boolean): Promise<Config> {
  const text = await textOf(path, name)
  // Most runs have no configuration and need not load what reads it.
  const { parseConfig } = await import('./parse.ts')
  return parseConfig(name, text, dirname(path), named)
}

async function textOf(path: string, name: string): Promise<string> {
  let bytes: Uint8Array
  try {
    bytes = await readFile(path)
  } catch (error) {
    throw new RegraftError('CONFIG_MISSING', `the configuration ${name} cannot be read`, {
      hint: 'Check the path given to --config.',
      cause: error,
    })
  }
  if (bytes.length > limit)
    throw new RegraftError('CONFIG_INVALID', `the configuration ${name} is larger than 1 MiB`)
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch (error) {
    throw new RegraftError('CONFIG_INVALID', `the configuration ${name} is not UTF-8`, { cause: error })
  }
}

function shown(path: string, cwd: string): string {
  return relative(cwd, path).split(sep).join('/')
}
