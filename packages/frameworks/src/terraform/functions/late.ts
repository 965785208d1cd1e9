const all: LateLibrary<unknown>[] = []

/**
 * A library that few configurations need and every start would pay for. It is asked for where a function is called that
 * works with it; until it is there, what that function returns is unknown.
 */
export class LateLibrary<T> {
  readonly #load: () => Promise<T>
  #library: T | undefined
  #asked = false

  constructor(load: () => Promise<T>) {
    this.#load = load
    all.push(this)
  }

  /** Whether it is there; else it is asked for. */
  get ready(): boolean {
    this.#asked ||= this.#library === undefined
    return this.#library !== undefined
  }

  /** Only where it is ready. */
  get library(): T {
    return this.#library as T
  }

  get wanted(): boolean {
    return this.#asked && this.#library === undefined
  }

  async fetch(): Promise<void> {
    this.#library ??= await this.#load()
  }
}

/** Loads what was asked for. True when there is something new, so that a load before it said less. */
export async function loadLibraries(which: 'wanted' | 'all' = 'wanted'): Promise<boolean> {
  const missing = all.filter((each) => each.wanted || which === 'all')
  await Promise.all(missing.map((each) => each.fetch()))
  return missing.length > 0
}
