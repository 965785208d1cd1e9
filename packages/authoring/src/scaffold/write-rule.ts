import { lstat, mkdir, mkdtemp, open, realpath, rename, rm } from 'node:fs/promises'
import { dirname, join, relative, sep } from 'node:path'
import { compareText, RegraftError } from '@regraft/model'
import type { Texts } from '@regraft/testing'
import { checkRuleId } from './id.ts'

/**
 * Writes a new rule's folder below a folder of policies, all of it or nothing, and gives the paths from there. What is there
 * already is never touched. Throws RegraftError `RULE_ID`, `RULE_EXISTS`, `RULE_UNWRITTEN`.
 */
export async function writeRule(policies: string, id: string, files: Texts): Promise<readonly string[]> {
  checkRuleId(id)
  const target = join(policies, id)
  const names = Object.keys(files).sort(compareText)
  let made: string | undefined
  try {
    await mkdir(dirname(target), { recursive: true })
    await refuseOutside(policies, dirname(target))
    made = await mkdtemp(join(dirname(target), '.regraft-'))
    for (const name of names) await writeNew(join(made, name), files[name] ?? '')
    // Succeeds where nothing is, or an empty folder; never over a folder that holds something.
    await rename(made, target)
    return names.map((name) => `${id}/${name}`)
  } catch (error) {
    if (made !== undefined) await rm(made, { recursive: true, force: true })
    throw failed(target, error, await exists(target))
  }
}

async function writeNew(path: string, text: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true })
  const file = await open(path, 'wx')
  try {
    await file.writeFile(text)
  } finally {
    await file.close()
  }
}

/** A link in the way could lead anywhere. */
async function refuseOutside(policies: string, folder: string): Promise<void> {
  const inside = relative(await realpath(policies), await realpath(folder))
  if (inside === '..' || inside.startsWith(`..${sep}`))
    throw new RegraftError('RULE_UNWRITTEN', `${folder} leads out of ${policies}`, {
      hint: 'A link stands in the way: name the folder that it leads to with --dir.',
    })
}

async function exists(path: string): Promise<boolean> {
  return lstat(path).then(
    () => true,
    () => false,
  )
}

function failed(target: string, error: unknown, taken: boolean): RegraftError {
  if (error instanceof RegraftError) return error
  if (taken)
    return new RegraftError('RULE_EXISTS', `${target} exists already`, {
      hint: 'Choose another id, or another folder with --dir; what is there is left as it is.',
      cause: error,
    })
  const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown'
  return new RegraftError('RULE_UNWRITTEN', `${target} cannot be written: ${code}`, {
    hint: 'Check the folder given to --dir.',
    cause: error,
  })
}
