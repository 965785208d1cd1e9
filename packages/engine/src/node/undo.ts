import { readFile, unlink } from 'node:fs/promises'
import { join } from 'node:path'
import { RegraftError } from '@regraft/model'
import type { UndoOutcome, WriteFailure } from '../workspace.ts'
import { replaceFile, temporaryOf } from './atomic.ts'
import { ioDiagnostic } from './io-errors.ts'
import type { JournalEntry } from './journal.ts'
import { Journal, sha256 } from './journal.ts'
import { realFile } from './paths.ts'

/**
 * Puts back the bytes that a run changed, where the file still holds what the run wrote. A file that a killed run never
 * reached already holds its original and counts as neither. Throws `UNDO_NOTHING` when there is no such run.
 */
export async function undoRun(root: string, wanted?: string): Promise<UndoOutcome> {
  const journal = new Journal(root)
  const runs = await journal.runs()
  const run = wanted === undefined ? runs.at(-1) : runs.find((name) => Number(name) === Number(wanted))
  if (run === undefined) {
    throw new RegraftError(
      'UNDO_NOTHING',
      wanted === undefined ? 'No heal is left to undo here' : `No run is named ${wanted}`,
      {
        hint:
          runs.length > 0
            ? `Runs that can be undone: ${runs.join(', ')}`
            : 'Run it in the folder that was healed.',
      },
    )
  }
  const restored: string[] = []
  const failures: WriteFailure[] = []
  for (const entry of await journal.read(run)) {
    const result = await restore(root, journal, run, entry)
    if (result === 'restored') restored.push(entry.path)
    else if (result !== 'original') failures.push(result)
  }
  if (failures.length === 0) await journal.drop(run)
  return { run, restored, failures }
}

async function restore(
  root: string,
  journal: Journal,
  run: string,
  entry: JournalEntry,
): Promise<'restored' | 'original' | WriteFailure> {
  const { path } = entry
  try {
    await unlink(temporaryOf(join(root, path))).catch(() => undefined)
    const found = realFile(root, path)
    if ('why' in found) return failure(path, found.why)
    const now = sha256(await readFile(found.real))
    if (now === entry.before) return 'original'
    if (now !== entry.after) return failure(path, 'it changed since it was healed')
    const original = await journal.original(run, entry)
    if (sha256(original) !== entry.before) return failure(path, 'the saved original is damaged')
    await replaceFile(found.real, original, found.stats)
    return 'restored'
  } catch (error) {
    return { path, diagnostic: ioDiagnostic(path, error, 'written') }
  }
}

function failure(path: string, reason: string): WriteFailure {
  const message = `${path} is not restored: ${reason}`
  return {
    path,
    diagnostic: {
      code: 'UNDO_REFUSED',
      severity: 'error',
      message,
      file: path,
      hint: 'It is left as it is.',
    },
  }
}
