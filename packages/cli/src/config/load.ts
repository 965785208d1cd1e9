import { readFile, stat } from 'node:fs/promises'
import { dirname, join, relative, resolve, sep } from 'node:path'
import { type Diagnostic, isObject, RegraftError } from '@regraft/model'
import { type Config, emptyConfig } from './config.ts'
import { configSchema } from './schema.ts'
import { type ConfigData, configOf } from './settings.ts'
import { validate } from './validate.ts'
import { diagnosticAt, readYaml } from './yaml.ts'

const names = ['regraft.yaml', 'regraft.yml']
const limit = 1024 * 1024

/**
 * The configuration a run goes by: the file that was named, else `regraft.yaml` in the root, else none.
 * @throws RegraftError `CONFIG_MISSING`, `CONFIG_INVALID` with places and code frames
 */
export async function loadConfig(named: string | undefined, root: string, cwd: string): Promise<Config> {
  if (named !== undefined) return read(resolve(cwd, named), named)
  for (const name of names) {
    const path = join(root, name)
    if (await isFile(path)) return read(path, shown(path, cwd))
  }
  return emptyConfig(root)
}

async function isFile(path: string): Promise<boolean> {
  return stat(path).then(
    (stats) => stats.isFile(),
    () => false,
  )
}

async function read(path: string, name: string): Promise<Config> {
  return parseConfig(name, await textOf(path, name), dirname(path))
}

/** Checks a configuration's text. Throws `CONFIG_INVALID` with everything that is wrong. */
export function parseConfig(name: string, text: string, folder: string): Config {
  const data = readYaml(name, text)
  if ('diagnostics' in data) throw invalid(name, data.diagnostics)
  const { value, place } = data
  const problems = validate(value, configSchema())
  if (problems.length > 0 || !isObject(value))
    throw invalid(
      name,
      problems.map((it) => diagnosticAt(name, text, place(it), it.message, it.hint)),
    )
  // The schema holds, so the data has this shape.
  return configOf(value as ConfigData, folder)
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

function invalid(name: string, diagnostics: readonly Diagnostic[]): RegraftError {
  return new RegraftError('CONFIG_INVALID', `the configuration ${name} is not valid`, { diagnostics })
}

function shown(path: string, cwd: string): string {
  return relative(cwd, path).split(sep).join('/')
}
