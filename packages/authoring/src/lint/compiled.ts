import { hostBuiltins } from '@regraft/core'
import type { Rego, RegoDiagnostic, RegoSource } from '@regraft/rego'
import { inputSchemas } from './input-schema.ts'
import { inputTypeFound } from './input-type.ts'
import { type Found, isTest, type LintModule } from './module.ts'

/** What the compiler says of modules that parse. */
export interface Compiled {
  /** Why they do not compile. */
  readonly errors: readonly RegoDiagnostic[]
  /** What is to be said nevertheless: types of the input, strict mode. */
  readonly found: readonly { readonly file: string | undefined; readonly found: Found }[]
}

/**
 * Compiles policies with what they may import: the built-ins of the host, the types of their input. Unit tests run on
 * OPA's evaluator and may call all of it.
 */
export async function compile(
  rego: Rego,
  modules: readonly RegoSource[],
  library: readonly RegoSource[],
  lintable: readonly LintModule[],
): Promise<Compiled> {
  const policies = [...library, ...modules.filter(({ file }) => !isTest(file))]
  const byFile = new Map(lintable.map((module) => [module.file, module]))
  const said = await rego.check({ modules: policies, builtins: hostBuiltins, schemas: schemasOf(lintable) })
  const errors = said.filter(({ typed }) => typed !== true)
  if (errors.length > 0) return { errors, found: [] }
  const types = said.map((one) => ({
    file: one.file,
    found: inputTypeFound(one, byFile.get(one.file ?? '')?.policy),
  }))
  const everything = [...library, ...modules]
  const strict = await rego.check({ modules: everything, strict: true })
  // Strict mode stops at the first stage that finds something, so only a plain check tells what it hides.
  if (strict.length > 0) {
    const plain = await rego.check({ modules: everything })
    if (plain.length > 0) return { errors: plain, found: types }
  }
  return { errors: [], found: [...types, ...strict.map(strictFound)] }
}

function schemasOf(lintable: readonly LintModule[]): ReturnType<typeof inputSchemas> {
  const typed = new Map<string, NonNullable<LintModule['policy']>>()
  for (const { policy, inspected } of lintable) if (policy !== undefined) typed.set(inspected.package, policy)
  return inputSchemas([...typed].map(([name, policy]) => ({ package: name, policy })))
}

function strictFound({ file, start, end, message, hint }: RegoDiagnostic): Compiled['found'][number] {
  const at = start && end && { start: start.offset, end: end.offset }
  return { file, found: { lint: 'strict', at, message, hint: hint ?? 'OPA refuses it with `--strict`.' } }
}
