import { base64Functions } from './base64.ts'
import { csvFunctions } from './csv.ts'
import type { FunctionTable } from './define.ts'
import { jsonFunctions } from './json.ts'
import { urlFunctions } from './url.ts'
import { yamlFunctions } from './yaml.ts'

/** Functions between values and texts that hold them. */
export const encodingFunctions: FunctionTable = {
  ...base64Functions,
  ...csvFunctions,
  ...jsonFunctions,
  ...urlFunctions,
  ...yamlFunctions,
}
