import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { Ignore } from 'ignore'
import ignore from 'ignore'
import { isInside, relativeTo } from './paths.ts'

interface Layer {
  readonly folder: string
  readonly rules: Ignore
}

/** The `.gitignore` files that hold in a folder, outermost first. */
export class GitIgnores {
  readonly #layers: readonly Layer[]

  private constructor(layers: readonly Layer[]) {
    this.#layers = layers
  }

  /** Those of the repository around a folder, the folder's own among them. */
  static async around(folder: string): Promise<GitIgnores> {
    const folders = [folder]
    for (let at = folder; !existsSync(join(at, '.git')); at = dirname(at)) {
      if (dirname(at) === at) return new GitIgnores([]).enter(folder)
      folders.unshift(dirname(at))
    }
    let ignores = new GitIgnores([])
    for (const each of folders) ignores = await ignores.enter(each)
    return ignores
  }

  /** With the `.gitignore` of a folder further in. */
  async enter(folder: string): Promise<GitIgnores> {
    const text = await readFile(join(folder, '.gitignore'), 'utf8').catch(() => undefined)
    // A hostile file of patterns must not cost more than the walk itself.
    if (text === undefined || text.length > 1_000_000) return this
    return new GitIgnores([...this.#layers, { folder, rules: ignore().add(text) }])
  }

  /** True when git would not look at it: the innermost file with an opinion decides. */
  ignores(path: string, folder: boolean): boolean {
    for (const layer of [...this.#layers].reverse()) {
      if (!isInside(layer.folder, path)) continue
      const name = relativeTo(layer.folder, path)
      if (name === '') continue
      const opinion = layer.rules.test(folder ? `${name}/` : name)
      if (opinion.ignored) return true
      if (opinion.unignored) return false
    }
    return false
  }
}
