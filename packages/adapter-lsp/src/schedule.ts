/** Runs a task for a key once things have been quiet for a while. */
export class Schedule {
  readonly #run: (key: string) => Promise<void>
  readonly #timers = new Map<string, NodeJS.Timeout>()

  /** `run` reports its own failures. */
  constructor(run: (key: string) => Promise<void>) {
    this.#run = run
  }

  /** `delay` in milliseconds; a newer wish takes the place of one that waits. */
  soon(key: string, delay: number): void {
    clearTimeout(this.#timers.get(key))
    this.#timers.set(
      key,
      setTimeout(() => {
        this.#timers.delete(key)
        void this.#run(key)
      }, delay),
    )
  }

  /** Forgets what waits. */
  dispose(): void {
    for (const timer of this.#timers.values()) clearTimeout(timer)
    this.#timers.clear()
  }
}
