import type { Surroundings as Around } from '@regraft/frameworks'
import { compareText } from '@regraft/model'
import type { Workspace } from './workspace.ts'

/** `large`: it is there and is not read. */
type FileAnswer = Uint8Array | 'missing' | 'large' | 'unreadable'

/** Bytes that are kept for one unit. */
const maxBytes = 64 * 1024 * 1024
/** Files that are read side by side. */
const readsAtOnce = 32

/**
 * What lies around one unit. It answers from what was read before and notes what else it is asked for; `fetch` reads that.
 * Nothing outside the root is read, nor a file larger than the run allows.
 */
export class Surroundings implements Around {
  readonly #workspace: Workspace
  readonly #maxFileBytes: number
  readonly #files: Map<string, FileAnswer>
  readonly #folders = new Map<string, readonly string[] | undefined>()
  readonly #askedFiles = new Set<string>()
  readonly #askedExistence = new Set<string>()
  readonly #askedFolders = new Map<string, { readonly path: string; readonly deep: boolean }>()
  #left = maxBytes

  /** `known` are files that were read already. */
  constructor(workspace: Workspace, maxFileBytes: number, known: ReadonlyMap<string, Uint8Array>) {
    this.#workspace = workspace
    this.#maxFileBytes = maxFileBytes
    this.#files = new Map(known)
  }

  file(path: string): Uint8Array | undefined {
    const answer = this.#files.get(path)
    if (answer === undefined) this.#askedFiles.add(path)
    return typeof answer === 'string' ? undefined : answer
  }

  exists(path: string): boolean | undefined {
    const answer = this.#files.get(path)
    if (answer === undefined) this.#askedExistence.add(path)
    return answer === undefined || answer === 'unreadable' ? undefined : answer !== 'missing'
  }

  files(path: string, deep: boolean): readonly string[] | undefined {
    const key = `${deep} ${path}`
    if (!this.#folders.has(key)) this.#askedFolders.set(key, { path, deep })
    return this.#folders.get(key)
  }

  /** Reads what was asked for in vain. True when there is something new to tell. */
  async fetch(): Promise<boolean> {
    let told = false
    const paths = [...new Set([...this.#askedFiles, ...this.#askedExistence])].sort(compareText)
    for (let from = 0; from < paths.length; from += readsAtOnce) {
      const batch = paths.slice(from, from + readsAtOnce)
      const answers = await Promise.all(batch.map((path) => this.#read(path)))
      for (const [i, path] of batch.entries()) {
        const answer = this.#kept(answers[i] ?? 'unreadable')
        this.#files.set(path, answer)
        if (typeof answer !== 'string' || (answer !== 'unreadable' && this.#askedExistence.has(path)))
          told = true
      }
    }
    for (const [key, { path, deep }] of this.#askedFolders) {
      const files = await this.#workspace.listFolder?.(path, deep)
      this.#folders.set(key, files)
      if (files !== undefined) told = true
    }
    this.#askedFiles.clear()
    this.#askedExistence.clear()
    this.#askedFolders.clear()
    return told
  }

  async #read(path: string): Promise<FileAnswer> {
    const result = await this.#workspace.read(path, this.#maxFileBytes)
    if (result.ok) return result.bytes.length > this.#maxFileBytes ? 'large' : result.bytes
    const { code } = result.diagnostic
    return code === 'FILE_MISSING' ? 'missing' : code === 'FILE_TOO_LARGE' ? 'large' : 'unreadable'
  }

  #kept(answer: FileAnswer): FileAnswer {
    if (typeof answer === 'string') return answer
    if (answer.length > this.#left) return 'large'
    this.#left -= answer.length
    return answer
  }
}
