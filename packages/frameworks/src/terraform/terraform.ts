import { hclSyntax, jsonSyntax } from '@regraft/syntax'
import type { Framework } from '../framework.ts'
import { fileKind, isJsonSyntax } from './files.ts'
import { land } from './land/land.ts'
import { loadUnit } from './load.ts'
import { unitsOf } from './units.ts'

/**
 * Terraform and OpenTofu configuration in native and JSON syntax. A directory is a unit. The package's README says what
 * a policy sees of a resource.
 */
export const terraform: Framework = {
  id: 'terraform',
  claims: ({ path }) => fileKind(path) !== undefined,
  units: unitsOf,
  parse: (path, text, options) => (isJsonSyntax(path) ? jsonSyntax : hclSyntax).parse(text, options),
  load: loadUnit,
  land,
}
