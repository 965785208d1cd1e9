import { appendFileSync, mkdirSync, realpathSync } from 'node:fs'
import { basename, dirname, isAbsolute, join, relative, sep } from 'node:path'
import { replaceFile } from '@regraft/engine/node'
import { RegraftError } from '@regraft/model'

/** Adds outputs of the step. Values are words of our own: numbers, addresses, paths that were inputs. */
export function addOutputs(file: string | undefined, outputs: { readonly [name: string]: string }): void {
  if (!file) return
  const lines = Object.entries(outputs).map(([name, value]) => `${name}=${value.replace(/[\r\n]/g, ' ')}\n`)
  appendFileSync(file, lines.join(''))
}

export function addSummary(file: string | undefined, markdown: string): void {
  if (file) appendFileSync(file, markdown)
}

/**
 * The real folder that an input names below the workspace.
 * @throws RegraftError `GITHUB_INPUT` when it is not there, or a link leads out
 */
export function folderBelow(workspace: string, input: string, path: string): string {
  const root = realpathSync(workspace)
  try {
    const real = realpathSync(join(root, path))
    if (isInside(root, real)) return real
  } catch {
    // Told below.
  }
  throw new RegraftError(
    'GITHUB_INPUT',
    `the input ${input} names ${path}, which is no folder in the repository`,
    {
      hint: 'Check out the repository first; a link must not lead out of it.',
    },
  )
}

/** Writes a file of the workspace in one step; folders on the way are made. */
export async function writeBelow(
  workspace: string,
  input: string,
  path: string,
  text: string,
): Promise<void> {
  const root = realpathSync(workspace)
  // The part that exists is looked at before anything is made below it.
  let existing = dirname(path)
  while (existing !== '.' && !exists(join(root, existing))) existing = dirname(existing)
  folderBelow(root, input, existing)
  mkdirSync(join(root, dirname(path)), { recursive: true })
  await replaceFile(
    join(folderBelow(root, input, dirname(path)), basename(path)),
    Buffer.from(text),
    undefined,
  )
}

function exists(path: string): boolean {
  try {
    return realpathSync(path) !== ''
  } catch {
    return false
  }
}

function isInside(folder: string, path: string): boolean {
  const steps = relative(folder, path)
  return steps !== '..' && !steps.startsWith(`..${sep}`) && !isAbsolute(steps)
}
