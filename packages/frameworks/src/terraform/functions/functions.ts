import { dateFunctions } from './date.ts'
import type { FunctionTable } from './define.ts'
import { encodingFunctions } from './encoding.ts'
import { fileFunctions } from './files.ts'
import { hashFunctions } from './hash.ts'
import { networkFunctions } from './network.ts'

/** Every function of the language by name, without the `core::` that may stand before it. */
export const functions: FunctionTable = {
  ...encodingFunctions,
  ...hashFunctions,
  ...dateFunctions,
  ...networkFunctions,
  ...fileFunctions,
}
