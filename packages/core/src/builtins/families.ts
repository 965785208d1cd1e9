import { nativeBuiltins } from './native.ts'
import type { BuiltinTable } from './table.ts'

/** Built-ins of one file, which is loaded when a policy calls one of them. */
export interface Family {
  readonly names: readonly string[]
  readonly load: () => Promise<BuiltinTable>
}

export const families: readonly Family[] = []

/**
 * Every built-in a policy may call without a bridge: those of OPA's Wasm target and those of the host, sorted.
 * Hand it to `check` and `compile` of `@regraft/rego` as `builtins`, so that others are compile errors.
 */
export const hostBuiltins: readonly string[] = [
  ...nativeBuiltins,
  ...families.flatMap((family) => family.names),
].sort()
