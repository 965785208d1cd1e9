import { type FolderSettings, folderSettings } from '@regraft/config'
import { told } from './failure.ts'

const nothing: FolderSettings = { run: {}, files: {}, takes: () => true }

/**
 * Reads the configuration of each folder once, until it is forgotten. Its policies are left out: they are the repository's,
 * and only the editor's settings, which a person trusts, may name some. A mistake in it is told, and nothing of it holds.
 */
export class FolderConfigs {
  readonly #complain: (problem: string) => void
  readonly #known = new Map<string, Promise<FolderSettings>>()

  constructor(complain: (problem: string) => void) {
    this.#complain = complain
  }

  of(root: string | undefined): Promise<FolderSettings> {
    if (root === undefined) return Promise.resolve(nothing)
    const known = this.#known.get(root)
    if (known) return known
    const reading = folderSettings(root).catch((error: unknown) => {
      this.#complain(told(error))
      return nothing
    })
    this.#known.set(root, reading)
    return reading
  }

  forget(): void {
    this.#known.clear()
  }
}
