import { terraformClaims } from '../claims.ts'
import type { Framework } from '../framework.ts'
import { loadLibraries } from './functions/late.ts'
import { land } from './land/land.ts'
import { loadUnit } from './load.ts'
import { parseFile } from './parse-file.ts'
import type { VariableOptions } from './settings.ts'
import { unitsOf } from './units.ts'

/**
 * Terraform and OpenTofu configuration in native and JSON syntax. Directories that call one another are a unit. The
 * package's README says what a policy sees of a resource.
 */
export function terraformWith(options: VariableOptions): Framework {
  return {
    id: 'terraform',
    claims: terraformClaims(options),
    units: (files, read) => unitsOf(files, read, options),
    parse: parseFile,
    load: (unit, read, loading = {}) => loadUnit(unit, read, loading, options),
    settle: () => loadLibraries(),
    land,
  }
}

/** With the variables that Terraform takes when nobody names any. */
export const terraform: Framework = terraformWith({})
