import type { Engine } from '@regraft/engine'
import { createEngine } from '@regraft/engine'
import { builtin } from '@regraft/policies'
import { policySources } from './policies.ts'
import type { Settings } from './settings.ts'

/** One engine for each list of policies that settings name. */
export class Engines {
  readonly #own: (() => Promise<Engine>) | undefined
  readonly #engines = new Map<string, Promise<Engine>>()

  /** `own`: the engine of a host that brings one; its policies are all there are. */
  constructor(own?: () => Promise<Engine>) {
    this.#own = own
  }

  /** `folder`: what paths of policies are relative to. */
  of({ policies = [] }: Settings, folder: string): Promise<Engine> {
    const names = this.#own ? [] : policies
    const key = names.length === 0 ? '' : JSON.stringify([folder, names])
    const known = this.#engines.get(key)
    if (known) return known
    const engine = this.#own?.() ?? makeEngine(names, folder)
    this.#engines.set(key, engine)
    // A mistake in a policy is mended on disk: the next run tries again.
    engine.catch(() => this.#engines.delete(key))
    return engine
  }

  /** Own policies changed on disk. */
  forgetOwn(): void {
    for (const [key, engine] of this.#engines) {
      if (key === '') continue
      this.#engines.delete(key)
      engine.then((it) => it.close()).catch(() => undefined)
    }
  }
}

async function makeEngine(names: readonly string[], folder: string): Promise<Engine> {
  if (names.length === 0) return createEngine({ policies: [builtin] })
  // The toolchain is large, and most have no policies of their own.
  const { workerCompiler } = await import('@regraft/engine/node')
  const { library } = await import('@regraft/policies/library')
  const own = await policySources(names, folder)
  return createEngine({ policies: [builtin, library, ...own], compiler: workerCompiler() })
}
