import { createHash } from 'node:crypto'
import { lstat, mkdir, readdir, readFile, rm, rmdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { compareText, RegraftError } from '@regraft/model'
import type { FileWrite } from '../workspace.ts'
import { replaceFile } from './atomic.ts'

/** Runs that are kept for undo. */
const kept = 20

export interface JournalEntry {
  /** Relative to the root. */
  readonly path: string
  /** SHA-256 of the bytes before and after, in hexadecimal. */
  readonly before: string
  readonly after: string
  /** Name of the saved original in the run's folder. */
  readonly saved: string
}

interface JournalFile {
  readonly version: 1
  readonly files: readonly JournalEntry[]
}

export const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')

/**
 * What heal remembers: `.regraft/runs/<number>/` holds the original bytes of each file and a list with their hashes,
 * complete before the first file is touched. The folder ignores itself for git.
 */
export class Journal {
  readonly #root: string
  readonly #runs: string

  constructor(root: string) {
    this.#root = root
    this.#runs = join(root, '.regraft', 'runs')
  }

  /** Saves originals under a new run. `failed` names files whose original could not be kept, with the error. */
  async begin(files: readonly FileWrite[]): Promise<{ run: string; failed: ReadonlyMap<string, unknown> }> {
    await this.#prepare()
    const run = String(Number((await this.runs()).at(-1) ?? '0') + 1).padStart(4, '0')
    const folder = join(this.#runs, run)
    await mkdir(folder)
    const failed = new Map<string, unknown>()
    const entries: JournalEntry[] = []
    for (const [i, { path, before, after }] of files.entries()) {
      const saved = `${i}.original`
      try {
        await writeFile(join(folder, saved), before, { flag: 'wx', mode: 0o600, flush: true })
        entries.push({ path, before: sha256(before), after: sha256(after), saved })
      } catch (error) {
        failed.set(path, error)
        await rm(join(folder, saved), { force: true })
      }
    }
    try {
      await this.#save(run, entries)
    } catch (error) {
      await rm(folder, { recursive: true, force: true })
      throw error
    }
    await this.#prune()
    return { run, failed }
  }

  /** Names of the runs that can be undone, oldest first. */
  async runs(): Promise<readonly string[]> {
    const names = await readdir(this.#runs).catch(() => [] as string[])
    return names
      .filter((name) => /^\d{4,}$/.test(name))
      .sort((a, b) => Number(a) - Number(b) || compareText(a, b))
  }

  async read(run: string): Promise<readonly JournalEntry[]> {
    await this.#guard()
    try {
      const text = await readFile(join(this.#runs, run, 'journal.json'), 'utf8')
      return (JSON.parse(text) as JournalFile).files
    } catch {
      return []
    }
  }

  async original(run: string, entry: JournalEntry): Promise<Uint8Array> {
    return readFile(join(this.#runs, run, entry.saved))
  }

  /** Forgets a run, and the folder with the last one. */
  async drop(run: string): Promise<void> {
    await rm(join(this.#runs, run), { recursive: true, force: true })
    if ((await this.runs()).length > 0) return
    await rm(join(this.#root, '.regraft', '.gitignore'), { force: true })
    await rmdir(this.#runs).catch(() => undefined)
    await rmdir(join(this.#root, '.regraft')).catch(() => undefined)
  }

  async #save(run: string, files: readonly JournalEntry[]): Promise<void> {
    const journal: JournalFile = { version: 1, files }
    const text = new TextEncoder().encode(`${JSON.stringify(journal, null, 2)}\n`)
    await replaceFile(join(this.#runs, run, 'journal.json'), text, undefined)
  }

  async #prepare(): Promise<void> {
    await this.#guard()
    await mkdir(this.#runs, { recursive: true })
    await writeFile(join(this.#root, '.regraft', '.gitignore'), '*\n').catch(() => undefined)
  }

  /** A repository may hold a link by our name: nothing is written through it. */
  async #guard(): Promise<void> {
    for (const folder of [join(this.#root, '.regraft'), this.#runs]) {
      const stats = await lstat(folder).catch(() => undefined)
      if (stats && !stats.isDirectory()) {
        throw new RegraftError('JOURNAL_UNSAFE', `${folder} is not a folder`, {
          hint: 'Remove it: regraft keeps there what undo needs.',
        })
      }
    }
  }

  async #prune(): Promise<void> {
    const runs = await this.runs()
    for (const run of runs.slice(0, Math.max(0, runs.length - kept)))
      await rm(join(this.#runs, run), { recursive: true, force: true })
  }
}
