import type { FunctionTable } from './define.ts'

/** Every function of the language by name, without the `core::` that may stand before it. */
export const functions: FunctionTable = {}
