import { readFile, stat } from 'node:fs/promises'
import { basename, join } from 'node:path'
import type { ForeignOptions } from '@regraft/compat'
import type { PolicySource } from '@regraft/engine'
import { type Diagnostic, RegraftError } from '@regraft/model'
import type { Arguments } from '../args/arguments.ts'
import type { Io } from '../io/io.ts'
import { filesBelow } from './files-below.ts'

/** A policy is smaller; data beside it may not be policies at all. */
const largest = 4 * 1024 * 1024
/** What only foreign policies say. Cheap, and a superset of what they are recognised by. */
const says = /gatekeeper\.sh\/|^[ \t]*package[ \t]/m

/** How rules of Conftest are asked, its data read. */
export type AskedConftest = Pick<ForeignOptions, 'namespaces' | 'data' | 'combine'>

export interface ForeignSource {
  readonly source: PolicySource
  readonly diagnostics: readonly Diagnostic[]
}

/**
 * Policies of Gatekeeper, Conftest or Trivy in a folder or file, recognised by what it says; undefined when there are none.
 * @throws RegraftError `FOREIGN_POLICY`
 */
export async function foreignSource(
  id: string,
  path: string,
  kind: 'folder' | 'file',
  asked: AskedConftest = {},
): Promise<ForeignSource | undefined> {
  const files = kind === 'file' ? await textAt(path, id) : await textsIn(path, id)
  if (!Object.values(files).some((text) => says.test(text))) return undefined
  // Most policies are regraft's own, and then this stays unread.
  const { foreignPolicies, isForeign } = await import('@regraft/compat')
  return isForeign(files, asked) ? foreignPolicies(files, { id: basename(path), ...asked }) : undefined
}

/** Says what of foreign policies does not run; notes only where nobody asked for quiet. */
export function teller(
  { quiet }: Pick<Arguments, 'quiet'>,
  { stderr }: Pick<Io, 'stderr'>,
): (diagnostic: Diagnostic) => void {
  return ({ severity, message, hint }) => {
    if (severity !== 'error' && quiet) return
    stderr.write(`${severity}: ${message}\n${hint === undefined ? '' : `  ${hint}\n`}`)
  }
}

/** The text of one file by its name; nothing when it is larger than policies are. */
async function textAt(path: string, name: string): Promise<{ readonly [path: string]: string }> {
  const { size } = await stat(path)
  return size > largest ? {} : { [name]: await readFile(path, 'utf8') }
}

/** Rego, YAML and JSON below a folder by path, sorted; hidden folders, dependencies, tests and cases are left out. */
async function textsIn(folder: string, id: string): Promise<{ readonly [path: string]: string }> {
  const texts: Record<string, string> = {}
  const name = id.replace(/\/+$/, '')
  const paths = await filesBelow(folder, {
    takes: (file) => /(?<!_test)\.rego$|\.ya?ml$|\.json$/.test(file),
    skips: ['cases'],
    tooMany: (most) =>
      new RegraftError('POLICY_SOURCE', `${folder} holds more than ${most} files`, {
        hint: 'Name the folder the policies are in.',
      }),
  })
  for (const path of paths) {
    Object.assign(texts, await textAt(join(folder, path), `${name}/${path}`))
  }
  return texts
}
