/** Runs a task for a key once things have been quiet for a while; a newer wish ends the run that is under way. */
export class Schedule {
  readonly #run: (key: string, signal: AbortSignal) => Promise<void>
  readonly #timers = new Map<string, NodeJS.Timeout>()
  readonly #running = new Map<string, AbortController>()

  /** `run` reports its own failures. */
  constructor(run: (key: string, signal: AbortSignal) => Promise<void>) {
    this.#run = run
  }

  /** `delay` in milliseconds. */
  soon(key: string, delay: number): void {
    clearTimeout(this.#timers.get(key))
    this.#running.get(key)?.abort()
    this.#timers.set(
      key,
      setTimeout(() => void this.#start(key), delay),
    )
  }

  /** Forgets what waits and ends what runs. */
  dispose(): void {
    for (const timer of this.#timers.values()) clearTimeout(timer)
    for (const running of this.#running.values()) running.abort()
    this.#timers.clear()
  }

  async #start(key: string): Promise<void> {
    this.#timers.delete(key)
    const controller = new AbortController()
    this.#running.set(key, controller)
    await this.#run(key, controller.signal)
    if (this.#running.get(key) === controller) this.#running.delete(key)
  }
}
