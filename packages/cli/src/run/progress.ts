import type { Progress } from '@regraft/engine'
import type { Output } from '../io/io.ts'

const patience = 500
const between = 100

const verbs: Record<Progress['phase'], string> = {
  discover: 'Reading files',
  load: 'Parsing',
  evaluate: 'Evaluating rules',
  fix: 'Healing',
  verify: 'Proving',
  write: 'Writing',
}

/** One line on a terminal that says what is going on, once it takes long enough to wonder. */
export class ProgressLine {
  readonly #output: Output
  readonly #began: number
  #shown = 0

  constructor(output: Output, now: number = performance.now()) {
    this.#output = output
    this.#began = now
  }

  update({ phase, done, total }: Progress, now: number = performance.now()): void {
    this.say(verbs[phase], done, total, now)
  }

  say(verb: string, done: number, total: number, now: number = performance.now()): void {
    if (!this.#output.isTerminal || now - this.#began < patience || now - this.#shown < between) return
    this.#shown = now
    const count = total > 1 ? ` ${done}/${total}` : ''
    this.#output.write(`\r\u001b[K${verb}${count}…`)
  }

  /** Takes the line away, so that what follows stands alone. */
  clear(): void {
    if (this.#shown === 0) return
    this.#shown = 0
    this.#output.write('\r\u001b[K')
  }
}
