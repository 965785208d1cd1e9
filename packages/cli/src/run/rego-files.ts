import { readdir, readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { compareText, RegraftError } from '@regraft/model'

const deepest = 32
const most = 10_000

/** A larger file is data, or was made to hold the compiler up; the toolchain would refuse it. */
const largestMb = 4

/** The Rego modules below a folder by path, sorted; tests, hidden folders and dependencies are left out. */
export async function regoModules(
  folder: string,
  name: string,
  { tests = false }: { readonly tests?: boolean } = {},
): Promise<{ [path: string]: string }> {
  const modules: { [path: string]: string } = {}
  for (const path of (await regoPaths(folder, '', 0)).sort(compareText)) {
    const file = `${name.replace(/\/+$/, '')}/${path}`
    if (tests || !path.endsWith('_test.rego')) modules[file] = await regoText(join(folder, path), file)
  }
  return modules
}

/** Reads one module. Throws RegraftError `POLICY_SOURCE` for one that is too large. */
export async function regoText(path: string, name: string): Promise<string> {
  const { size } = await stat(path)
  if (size > largestMb * 2 ** 20)
    throw new RegraftError('POLICY_SOURCE', `${name} is larger than ${largestMb} MiB`, {
      hint: 'Split it, or put what is data in it into a JSON document of a bundle.',
    })
  return readFile(path, 'utf8')
}

async function regoPaths(folder: string, below: string, depth: number): Promise<string[]> {
  if (depth > deepest) return []
  const out: string[] = []
  for (const entry of await readdir(join(folder, below), { withFileTypes: true })) {
    const path = below === '' ? entry.name : `${below}/${entry.name}`
    if (entry.isDirectory()) {
      if (!entry.name.startsWith('.') && entry.name !== 'node_modules')
        out.push(...(await regoPaths(folder, path, depth + 1)))
    } else if (entry.isFile() && entry.name.endsWith('.rego')) out.push(path)
    if (out.length > most)
      throw new RegraftError('POLICY_SOURCE', `${folder} holds more than ${most} policies`, {
        hint: 'Name the folder they are in.',
      })
  }
  return out
}
