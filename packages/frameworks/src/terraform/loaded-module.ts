import type { Module } from './module.ts'
import type { Uses } from './uses.ts'

/** A module with what is worked out of it on demand. */
export interface LoadedModule extends Module {
  /** Made on first need: only fixes and explanations ask for it. */
  uses(): Uses
}
