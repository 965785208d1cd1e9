import { hostBuiltins } from '@regraft/core'
import { codeFrame, compareText, type Diagnostic, Lines } from '@regraft/model'
import type { Rego, RegoSource } from '@regraft/rego'
import { compile } from './compiled.ts'
import { ignored, type Placed } from './ignore.ts'
import { paths } from './input-type.ts'
import { lints } from './lints.ts'
import { type Found, isTest, type Lint, type LintContext, type LintModule, lintModules } from './module.ts'
import { calls } from './rules/calls.ts'
import { clashes } from './rules/clashes.ts'
import { findings, fixes } from './rules/findings.ts'
import { metadata } from './rules/metadata.ts'
import { shadows, unused } from './rules/names.ts'
import { negation } from './rules/negation.ts'
import { scans, uses } from './rules/resources.ts'

export interface CheckPoliciesOptions {
  /** Policies and their unit tests (`*_test.rego`), by the names that diagnostics shall give them. */
  readonly modules: readonly RegoSource[]
  /** What they may import without being checked: `data.regraft.fix` and its like. A package that `modules` have too is left out. */
  readonly library?: readonly RegoSource[]
}

export interface PolicyCheck {
  /** False: OPA refuses the modules; the diagnostics of the code `rego_…` say why. */
  readonly compiles: boolean
  /** By file and place. `code` is OPA's, or the id of a lint. */
  readonly diagnostics: readonly Diagnostic[]
}

const all: readonly Lint[] = [
  metadata,
  clashes,
  calls,
  findings,
  fixes,
  shadows,
  scans,
  uses,
  negation,
  paths,
  unused,
]

/**
 * Checks policies as their author wants to know it: what OPA refuses; what leads nowhere by the schema of the resource
 * types; metadata; what would fail or mislead at run time. Nothing is run. Rejects as `rego` does.
 */
export async function checkPolicies(rego: Rego, options: CheckPoliciesOptions): Promise<PolicyCheck> {
  const modules = [...options.modules].sort((a, b) => compareText(a.file, b.file))
  const inspected = await rego.inspect({ modules, facts: true })
  const texts = new Map(modules.map(({ file, text }) => [file, text]))
  const lintable = lintModules(inspected, texts)
  const { builtins, refused } = await rego.versions()
  const here = new Set(hostBuiltins)
  const context: LintContext = {
    modules: lintable,
    refused: new Set(refused),
    missing: new Set(builtins.filter((name) => !here.has(name))),
  }
  const found = new Map<string, Found[]>(
    lintable.map((module) => [
      module.file,
      isTest(module.file) ? [] : all.flatMap((lint) => lint(module, context)),
    ]),
  )
  const library = await importable(rego, options.library ?? [], lintable)
  const { errors, found: more } =
    inspected.diagnostics.length > 0
      ? { errors: inspected.diagnostics, found: [] }
      : await compile(rego, modules, library, lintable)
  for (const { file, found: one } of more) found.get(file ?? '')?.push(one)
  const said = lintable.flatMap((module) => diagnosticsOf(module, found.get(module.file) ?? []))
  return { compiles: errors.length === 0, diagnostics: sorted([...withoutDoubles(errors, said), ...said]) }
}

/** The library without packages that the modules define themselves. */
async function importable(
  rego: Rego,
  library: readonly RegoSource[],
  own: readonly LintModule[],
): Promise<readonly RegoSource[]> {
  if (library.length === 0) return []
  const { modules } = await rego.inspect({ modules: library })
  const packages = new Set(own.map(({ inspected }) => inspected.package))
  const kept = new Set(modules.filter((module) => !packages.has(module.package)).map(({ file }) => file))
  return library.filter(({ file }) => kept.has(file))
}

function diagnosticsOf(module: LintModule, found: readonly Found[]): Diagnostic[] {
  const lines = new Lines(module.text)
  const lineOf = (offset: number): number => lines.position(offset).line
  const placed: Placed[] = found.map((one) => ({
    found: one,
    line: one.at === undefined ? 0 : lineOf(one.at.start),
  }))
  return ignored(module, placed, lineOf).map(({ lint, at, message, hint }) => ({
    code: lint,
    severity: lints[lint],
    message,
    file: module.file,
    ...(at === undefined ? {} : { ...lines.range(at), frame: codeFrame(module.text, at) }),
    hint,
  }))
}

/** OPA's word on a built-in that a lint explains better. */
function withoutDoubles(errors: readonly Diagnostic[], said: readonly Diagnostic[]): Diagnostic[] {
  return errors.filter(
    (error) =>
      !said.some(
        ({ code, file, start }) =>
          code.startsWith('builtin-') &&
          file === error.file &&
          start?.line === error.start?.line &&
          error.message.startsWith('undefined function'),
      ),
  )
}

function sorted(diagnostics: readonly Diagnostic[]): Diagnostic[] {
  return [...diagnostics].sort(
    (a, b) =>
      compareText(a.file ?? '', b.file ?? '') ||
      (a.start?.offset ?? 0) - (b.start?.offset ?? 0) ||
      compareText(a.code, b.code) ||
      compareText(a.message, b.message),
  )
}
