import { readFile, stat } from 'node:fs/promises'
import { basename, dirname, resolve } from 'node:path'
import type { PolicySource } from '@regraft/engine'
import { diskWorkspace } from '@regraft/engine/node'
import { RegraftError } from '@regraft/model'

const largest = 4 * 1024 * 1024

/** Reads the policies that settings name. Throws `POLICY_SOURCE` for what holds none. */
export async function policySources(
  names: readonly string[],
  folder: string,
): Promise<readonly PolicySource[]> {
  return Promise.all(names.map((name) => policySource(name, resolve(folder, name))))
}

async function policySource(id: string, path: string): Promise<PolicySource> {
  const kind = await stat(path).catch(() => undefined)
  if (kind === undefined) throw wrong(`there are no policies at ${id}`)
  if (kind.isFile() && /\.(?:tar\.gz|tgz)$/.test(path))
    return { id, bundle: new Uint8Array(await readFile(path)) }
  const modules = kind.isDirectory()
    ? await modulesIn(id, path, ['**/*.rego'])
    : await modulesIn(id, dirname(path), [basename(path)])
  if (Object.keys(modules).length === 0) throw wrong(`${id} holds no .rego file`)
  return { id, modules }
}

/** Tests are left out, and what `.gitignore` names. */
async function modulesIn(
  id: string,
  folder: string,
  include: readonly string[],
): Promise<{ readonly [path: string]: string }> {
  const disk = diskWorkspace(folder, { include, exclude: ['**/*_test.rego', '*_test.rego'] })
  const modules: { [path: string]: string } = {}
  for (const { path } of (await disk.list()).files) {
    if (!path.endsWith('.rego')) continue
    const read = await disk.read(path, largest)
    if (!read.ok) throw wrong(read.diagnostic.message)
    modules[`${id}/${path}`] = new TextDecoder('utf-8', { fatal: false }).decode(read.bytes)
  }
  return modules
}

function wrong(message: string): RegraftError {
  return new RegraftError('POLICY_SOURCE', message, {
    hint: 'The setting "policies" names folders of .rego files, .rego files or bundles (.tar.gz).',
  })
}
