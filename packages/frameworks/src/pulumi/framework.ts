import type { ParseOptions } from '@regraft/syntax'
import { type TypescriptDocument, typescriptSyntax } from '@regraft/syntax/typescript'
import type { Framework } from '../framework.ts'
import { pulumiClaims } from './claims.ts'
import { land } from './land/land.ts'
import { loadUnit } from './load.ts'
import { unitsOf } from './modules.ts'

/**
 * Pulumi programs in TypeScript, as their text says: nothing is executed. `new aws.…(name, args)` is the resource of the
 * Terraform type that the class stands for, with Terraform's names; `new kubernetes.…(name, args)` the manifest of its kind.
 */
export const pulumiFramework: Framework = {
  id: 'pulumi',
  claims: pulumiClaims,
  units: unitsOf,
  parse: (_path: string, text: string, options?: ParseOptions): TypescriptDocument =>
    typescriptSyntax.parse(text, options),
  load: loadUnit,
  land,
}
