import type { Connection } from 'vscode-languageserver'
import type { Settings } from './settings.ts'
import { readSettings } from './settings.ts'

const section = 'regraft'

/** The settings that hold: those the client began with, and over them those of its configuration, folder by folder. */
export class Configuration {
  readonly #complain: (problem: string) => void
  #first: Settings = {}
  #all: Settings = {}
  #folders: ReadonlyMap<string, Settings> = new Map()
  readonly #told = new Set<string>()

  constructor(complain: (problem: string) => void) {
    this.#complain = complain
  }

  /** `folder`: absolute, as places have it; anything else has the settings of the whole workspace. */
  of(folder: string): Settings {
    return this.#folders.get(folder) ?? this.#all
  }

  begin(initializationOptions: unknown): void {
    this.#first = this.#read(initializationOptions, 'initializationOptions')
    this.#all = this.#first
  }

  /** What a client pushed; those that are asked send nothing in it. Returns whether anything was in it. */
  take(pushed: unknown): boolean {
    const own =
      typeof pushed === 'object' && pushed !== null
        ? (pushed as { [name: string]: unknown })[section]
        : undefined
    if (own === undefined || own === null) return false
    this.#all = { ...this.#first, ...this.#read(own, section) }
    this.#folders = new Map()
    return true
  }

  /** Asks the client, for the whole workspace and for each folder. Returns whether anything is other than before. */
  async ask(connection: Connection, folders: ReadonlyMap<string, string>): Promise<boolean> {
    const items = [{ section }, ...[...folders.values()].map((scopeUri) => ({ scopeUri, section }))]
    const [all, ...each]: unknown[] = await connection.workspace.getConfiguration(items)
    const before = JSON.stringify([this.#all, [...this.#folders]])
    this.#all = { ...this.#first, ...this.#read(all, section) }
    this.#folders = new Map(
      [...folders.keys()].map((folder, i) => [folder, { ...this.#first, ...this.#read(each[i], section) }]),
    )
    return before !== JSON.stringify([this.#all, [...this.#folders]])
  }

  /** A problem is told once, however many folders have it. */
  #read(data: unknown, where: string): Settings {
    const { settings, problems } = readSettings(data, where)
    for (const problem of problems) {
      if (this.#told.has(problem)) continue
      this.#told.add(problem)
      this.#complain(problem)
    }
    return settings
  }
}
