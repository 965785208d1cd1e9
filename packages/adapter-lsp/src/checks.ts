import type { Report } from '@regraft/model'
import type { Buffers } from './buffers.ts'

/** A check of the open documents of one folder: under way, or done. */
export interface FolderCheck {
  readonly buffers: Buffers
  /** Rejects when a newer text or setting has outrun it. */
  readonly report: Promise<Report>
  /** Ended because something changed meanwhile. */
  readonly outrun: () => boolean
}

interface Running extends FolderCheck {
  readonly controller: AbortController
}

type Run = (buffers: Buffers, signal: AbortSignal) => Promise<Report>

/** One check for all who ask about the same texts; what is newer ends what is older. */
export class Checks {
  readonly #run: Run
  readonly #latest = new Map<string, Running>()
  readonly #costs = new Map<string, number>()

  constructor(run: Run) {
    this.#run = run
  }

  /** Joins the check of these very texts, or begins it. */
  of(buffers: Buffers): FolderCheck {
    const { key } = buffers
    const latest = this.#latest.get(key)
    if (latest && sameTexts(latest.buffers, buffers)) return latest
    this.outdate(key)
    const controller = new AbortController()
    const began = performance.now()
    const report = this.#run(buffers, controller.signal)
    const running = { buffers, report, controller, outrun: () => controller.signal.aborted }
    this.#latest.set(key, running)
    report.then(
      () => this.#costs.set(key, performance.now() - began),
      // Whoever asked hears of it; a failure is tried again the next time.
      () => this.#latest.get(key) === running && this.#latest.delete(key),
    )
    return running
  }

  /** Milliseconds that the last check of a folder took. */
  cost(key: string): number {
    return this.#costs.get(key) ?? 0
  }

  /** What was found hung on something that is no longer so: in one folder, or everywhere. */
  outdate(key?: string): void {
    for (const [name, { controller }] of this.#latest) {
      if (key !== undefined && name !== key) continue
      controller.abort()
      this.#latest.delete(name)
    }
  }
}

function sameTexts(a: Buffers, b: Buffers): boolean {
  if (a.byPath.size !== b.byPath.size) return false
  return [...a.byPath].every(([path, { uri, version }]) => {
    const other = b.byPath.get(path)
    return other?.uri === uri && other.version === version
  })
}
