import { randomBytes } from 'node:crypto'
import {
  accessSync,
  constants,
  realpathSync,
  renameSync,
  rmSync,
  type Stats,
  statSync,
  writeFileSync,
} from 'node:fs'
import { basename, dirname, join, resolve } from 'node:path'
import { RegraftError } from '@regraft/model'

/** Fails before any work is done for a file that could not be written after it. Throws `OUTPUT_FAILED`. */
export function checkOutput(file: string, cwd: string): void {
  const path = resolve(cwd, file)
  if (statOf(path)?.isDirectory()) throw failed(file, 'it is a folder')
  try {
    accessSync(dirname(path), constants.W_OK)
  } catch (error) {
    if (isDevice(statOf(path))) return
    throw failed(
      file,
      statOf(dirname(path)) ? 'its folder is not writable' : 'its folder does not exist',
      error,
    )
  }
}

/** Writes a whole file in one step: whoever reads it sees all of it or what was there before. Throws `OUTPUT_FAILED`. */
export function writeOutput(file: string, text: string | Uint8Array, cwd: string): void {
  const path = linkTarget(resolve(cwd, file))
  const stats = statOf(path)
  const temporary = join(dirname(path), `.${basename(path)}.${randomBytes(6).toString('hex')}.tmp`)
  try {
    if (isDevice(stats)) {
      writeFileSync(path, text)
      return
    }
    writeFileSync(temporary, text, { flag: 'wx', ...(stats ? { mode: stats.mode & 0o777 } : {}) })
    renameSync(temporary, path)
  } catch (error) {
    rmSync(temporary, { force: true })
    throw failed(file, error instanceof Error && 'code' in error ? String(error.code) : 'unknown', error)
  }
}

/** `/dev/stdout`, a named pipe: written to, never replaced. */
function isDevice(stats: Stats | undefined): boolean {
  return stats !== undefined && !stats.isFile() && !stats.isDirectory()
}

function statOf(path: string): Stats | undefined {
  return statSync(path, { throwIfNoEntry: false })
}

function linkTarget(path: string): string {
  try {
    return realpathSync(path)
  } catch {
    return path
  }
}

function failed(file: string, why: string, cause?: unknown): RegraftError {
  return new RegraftError('OUTPUT_FAILED', `${file} cannot be written: ${why}`, {
    hint: 'Check the path given to --output.',
    cause,
  })
}
