import { readFile } from 'node:fs/promises'
import type { Diagnostic } from '@regraft/model'
import type { FileWrite, WriteFailure, WriteOutcome } from '../workspace.ts'
import { replaceFile } from './atomic.ts'
import { ioDiagnostic } from './io-errors.ts'
import { Journal } from './journal.ts'
import { realFile } from './paths.ts'

/** Writes files one by one, each in one step, after their originals are safe. */
export async function writeFiles(root: string, files: readonly FileWrite[]): Promise<WriteOutcome> {
  const failures: WriteFailure[] = []
  const ready: FileWrite[] = []
  for (const file of files) {
    const refusal = await refusalOf(root, file)
    if (refusal) failures.push({ path: file.path, diagnostic: refusal })
    else ready.push(file)
  }
  if (ready.length === 0) return { written: [], failures }
  const journal = new Journal(root)
  let begun: Awaited<ReturnType<Journal['begin']>>
  try {
    begun = await journal.begin(ready)
  } catch (error) {
    return { written: [], failures: [...failures, ...ready.map(({ path }) => fail(path, error))] }
  }
  const written: string[] = []
  for (const file of ready) {
    const unsaved = begun.failed.get(file.path)
    const failure = unsaved === undefined ? await writeOne(root, file) : fail(file.path, unsaved)
    if (failure) failures.push(failure)
    else written.push(file.path)
  }
  if (written.length === 0) await journal.drop(begun.run)
  return { ...(written.length > 0 ? { run: begun.run } : {}), written, failures }
}

async function writeOne(root: string, { path, before, after }: FileWrite): Promise<WriteFailure | undefined> {
  try {
    const found = realFile(root, path)
    if ('why' in found) return { path, diagnostic: refused(path, 'FILE_CHANGED', found.why) }
    const { real, stats } = found
    const still = async (): Promise<boolean> => equal(await readFile(real), before)
    return (await replaceFile(real, after, stats, still)) ? undefined : { path, diagnostic: changed(path) }
  } catch (error) {
    return fail(path, error)
  }
}

async function refusalOf(root: string, { path, before }: FileWrite): Promise<Diagnostic | undefined> {
  try {
    const found = realFile(root, path)
    if ('why' in found) return refused(path, 'LINK_LEAVES_ROOT', found.why)
    // Root may write anything: the mode says what the owner wants.
    if ((found.stats.mode & 0o222) === 0)
      return {
        ...refused(path, 'FILE_READ_ONLY', 'it is read-only'),
        hint: 'Make it writable (chmod u+w) and run heal again.',
      }
    return equal(await readFile(found.real), before) ? undefined : changed(path)
  } catch (error) {
    return ioDiagnostic(path, error, 'written')
  }
}

function equal(a: Uint8Array, b: Uint8Array): boolean {
  return Buffer.compare(a, b) === 0
}

function fail(path: string, error: unknown): WriteFailure {
  return { path, diagnostic: ioDiagnostic(path, error, 'written') }
}

function changed(path: string): Diagnostic {
  return { ...refused(path, 'FILE_CHANGED', 'it changed while it was being healed'), hint: 'Run heal again.' }
}

function refused(file: string, code: string, reason: string): Diagnostic {
  return {
    code,
    severity: 'error',
    message: `${file} is not written: ${reason}`,
    file,
    hint: 'It is left as it was.',
  }
}
