import { readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { RegraftError } from '@regraft/model'
import { filesBelow } from './files-below.ts'

/** A larger file is data, or was made to hold the compiler up; the toolchain would refuse it. */
const largestMb = 4

/** The Rego modules below a folder by path, sorted; tests, hidden folders and dependencies are left out. */
export async function regoModules(
  folder: string,
  name: string,
  { tests = false }: { readonly tests?: boolean } = {},
): Promise<{ [path: string]: string }> {
  const modules: { [path: string]: string } = {}
  const paths = await filesBelow(folder, {
    takes: (entry) => entry.endsWith('.rego'),
    tooMany: (most) =>
      new RegraftError('POLICY_SOURCE', `${folder} holds more than ${most} policies`, {
        hint: 'Name the folder they are in.',
      }),
  })
  for (const path of paths) {
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
