import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { compareText, RegraftError } from '@regraft/model'

const deepest = 32
const most = 10_000

/** The Rego modules below a folder by path, sorted; tests, hidden folders and dependencies are left out. */
export async function regoModules(folder: string, name: string): Promise<{ [path: string]: string }> {
  const modules: { [path: string]: string } = {}
  for (const path of (await regoPaths(folder, '', 0)).sort(compareText)) {
    modules[`${name.replace(/\/+$/, '')}/${path}`] = await readFile(join(folder, path), 'utf8')
  }
  return modules
}

async function regoPaths(folder: string, below: string, depth: number): Promise<string[]> {
  if (depth > deepest) return []
  const out: string[] = []
  for (const entry of await readdir(join(folder, below), { withFileTypes: true })) {
    const path = below === '' ? entry.name : `${below}/${entry.name}`
    if (entry.isDirectory()) {
      if (!entry.name.startsWith('.') && entry.name !== 'node_modules')
        out.push(...(await regoPaths(folder, path, depth + 1)))
    } else if (entry.isFile() && entry.name.endsWith('.rego') && !entry.name.endsWith('_test.rego'))
      out.push(path)
    if (out.length > most)
      throw new RegraftError('POLICY_SOURCE', `${folder} holds more than ${most} policies`, {
        hint: 'Name the folder they are in.',
      })
  }
  return out
}
