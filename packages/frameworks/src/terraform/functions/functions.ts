import { choices } from './choices.ts'
import { conversions } from './conversions.ts'
import { dateFunctions } from './date.ts'
import type { FunctionTable } from './define.ts'
import { encodingFunctions } from './encoding.ts'
import { fileFunctions } from './files.ts'
import { formats } from './format.ts'
import { hashFunctions } from './hash.ts'
import { mappings } from './mappings.ts'
import { networkFunctions } from './network.ts'
import { numeric } from './numeric.ts'
import { queries } from './queries.ts'
import { regexes } from './regex.ts'
import { sequences } from './sequences.ts'
import { sets } from './sets.ts'
import { strings } from './strings.ts'
import { textQueries } from './text-queries.ts'

/** Every function of the language by name, without the `core::` that may stand before it. */
export const functions: FunctionTable = {
  ...choices,
  ...conversions,
  ...dateFunctions,
  ...encodingFunctions,
  ...fileFunctions,
  ...formats,
  ...hashFunctions,
  ...mappings,
  ...networkFunctions,
  ...numeric,
  ...queries,
  ...regexes,
  ...sequences,
  ...sets,
  ...strings,
  ...textQueries,
}
