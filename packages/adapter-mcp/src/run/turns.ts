import { RegraftError } from '@regraft/model'

/** One run at a time, others wait in order: what one run needs of memory is enough for all. */
export class Turns {
  readonly #most: number
  #last: Promise<void> = Promise.resolve()
  #taken = 0

  constructor(most: number) {
    this.#most = most
  }

  /** Throws `RegraftError` `BUSY` when too many wait, and the signal's reason when it was aborted meanwhile. */
  async run<T>(signal: AbortSignal, work: () => Promise<T>): Promise<T> {
    if (this.#taken >= this.#most)
      throw new RegraftError('BUSY', `${this.#taken} calls run or wait already`, {
        hint: 'Call again when one of them is done.',
      })
    this.#taken++
    const before = this.#last
    const own = before.then(async () => {
      signal.throwIfAborted()
      return work()
    })
    this.#last = own.then(
      () => undefined,
      () => undefined,
    )
    try {
      return await own
    } finally {
      this.#taken--
    }
  }
}
