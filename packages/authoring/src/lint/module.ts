import { type Policy, policyOf } from '@regraft/core'
import type { JsonObject, Range } from '@regraft/model'
import type { Inspected, InspectedModule, ModuleFacts } from '@regraft/rego'
import type { LintId } from './lints.ts'

/** A module that is checked, with what its metadata and its syntax tree say. */
export interface LintModule {
  readonly file: string
  readonly text: string
  readonly inspected: InspectedModule
  readonly facts: ModuleFacts
  /** The rule that its package declares, if this is the file that declares it. */
  readonly declares: Declared | undefined
  /** The rule of its package, whichever file declares it. */
  readonly policy: Policy | undefined
}

export interface Declared {
  readonly read: NonNullable<ReturnType<typeof policyOf>>
  readonly custom: JsonObject
}

/** Something to say about a module. `at` absent: about all of it. */
export interface Found {
  readonly lint: LintId
  readonly at?: Range | undefined
  readonly message: string
  readonly hint: string
}

/** One lint or several of a kind: what they find in one module among all. */
export type Lint = (module: LintModule, context: LintContext) => readonly Found[]

export interface LintContext {
  readonly modules: readonly LintModule[]
  /** Built-ins of OPA that reach outside. */
  readonly refused: ReadonlySet<string>
  /** Other built-ins of OPA that policies cannot call here. */
  readonly missing: ReadonlySet<string>
}

/** Joins the modules with the rules that their packages declare. */
export function lintModules(inspected: Inspected, texts: ReadonlyMap<string, string>): LintModule[] {
  const declared = new Map<string, Declared>()
  const policies = new Map<string, Policy>()
  for (const ref of inspected.annotations) {
    const read = ref.annotations.scope === 'package' ? policyOf(ref) : undefined
    if (read === undefined) continue
    declared.set(ref.location.file, { read, custom: ref.annotations.custom ?? {} })
    policies.set(packageName(read.policy.packagePath), read.policy)
  }
  return inspected.modules.flatMap((module) => {
    const { facts, file } = module
    const text = texts.get(file)
    if (facts === undefined || text === undefined) return []
    const own = { declares: declared.get(file), policy: policies.get(module.package) }
    return [{ file, text, inspected: module, facts, ...own }]
  })
}

/** A package as OPA writes it: `data.a["b-c"]`. */
function packageName(path: readonly string[]): string {
  return path.reduce(
    (name, step) => (/^[A-Za-z_]\w*$/.test(step) ? `${name}.${step}` : `${name}[${JSON.stringify(step)}]`),
    'data',
  )
}

/** Unit tests: files that end in `_test.rego`. */
export function isTest(file: string): boolean {
  return file.endsWith('_test.rego')
}
