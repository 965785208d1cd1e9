import { err, ok, RegraftError, type Result } from '@regraft/model'
import { diagnosticsOf } from './diagnostics.ts'
import { factsOf, type RawFacts } from './facts.ts'
import { asksForNames, type Known } from './hints.ts'
import type { BuiltinOptions, RegoSource } from './options.ts'
import type { Rego } from './rego.ts'
import { blobOf, type RawDiagnostic, type Reply, type Request, type Send } from './reply.ts'
import type {
  BuiltinResult,
  Compiled,
  Evaluation,
  Formatted,
  Inspected,
  InspectedModule,
  RegoDiagnostic,
  TestReport,
  TestResult,
  Versions,
} from './results.ts'

type Diagnostics = readonly RegoDiagnostic[]

/** The typed operations over anything that carries requests. Results are what the Go side writes for each `op`. */
export function regoOver(send: Send): Rego {
  const versions = async (): Promise<Versions> => (await send({ op: 'capabilities' })).result as Versions
  const explain = async (
    raw: readonly RawDiagnostic[],
    sources: readonly RegoSource[],
  ): Promise<Diagnostics> => {
    const known: Known | undefined = raw.some(asksForNames) ? await versions() : undefined
    return diagnosticsOf(raw, sources, known)
  }
  const outcome = async <T>(reply: Reply, sources: readonly RegoSource[]): Promise<Result<T, Diagnostics>> =>
    reply.errors.length > 0 ? err(await explain(reply.errors, sources)) : ok(reply.result as T)

  return {
    versions,
    async compile(options) {
      const reply = await send({ op: 'compile', ...options })
      if (reply.errors.length > 0) return err(await explain(reply.errors, options.modules))
      const listed = reply.result as Pick<Compiled, 'entrypoints' | 'annotations'>
      return ok({ ...listed, bundle: blobOf(reply, 'bundle'), wasm: blobOf(reply, 'wasm') })
    },
    async check(options) {
      return explain((await send({ op: 'check', ...options })).errors, options.modules)
    },
    async format(options) {
      const reply = await send({ op: 'format', ...options })
      const { files } = reply.result as Pick<Formatted, 'files'>
      return { files, diagnostics: await explain(reply.errors, options.modules) }
    },
    async inspect(options) {
      const reply = await send({ op: 'inspect', ...options })
      const found = reply.result as RawInspected
      const texts = new Map(options.modules.map(({ file, text }) => [file, text]))
      const modules = found.modules.map(({ facts, ...module }) =>
        facts === undefined ? module : { ...module, facts: factsOf(facts, texts.get(module.file) ?? '') },
      )
      return { ...found, modules, diagnostics: await explain(reply.errors, options.modules) }
    },
    async test(options) {
      const run = await outcome<RawReport>(await send({ op: 'test', ...options }), options.modules)
      return run.ok ? ok(reportOf(run.value, options.modules)) : run
    },
    async evaluate(options) {
      const reply = await send({ op: 'evaluate', ...options })
      const query = { file: '<query>', text: options.query ?? '' }
      const errors = reply.errors.map((one) => (one.row === undefined ? one : { file: query.file, ...one }))
      return outcome<Evaluation>({ ...reply, errors }, [...options.modules, query])
    },
    async builtin(options) {
      return builtinOutcome(await send(builtinRequest(options)))
    },
  }
}

/** A request as JSON text. Throws RegraftError `REGO_STACK` for data that nests too deeply to be written. */
export function encodeRequest(request: Request): string {
  try {
    return JSON.stringify(request)
  } catch (cause) {
    if (!(cause instanceof RangeError)) throw cause
    throw new RegraftError('REGO_STACK', 'data or input nests too deeply', { cause })
  }
}

export function builtinRequest(options: BuiltinOptions): BuiltinOptions & { readonly op: string } {
  return { op: 'builtin', ...options }
}

export function builtinOutcome(reply: Reply): Result<BuiltinResult, Diagnostics> {
  return reply.errors.length > 0 ? err(diagnosticsOf(reply.errors, [])) : ok(reply.result as BuiltinResult)
}

interface RawInspected extends Pick<Inspected, 'annotations'> {
  readonly modules: readonly (Omit<InspectedModule, 'facts'> & { readonly facts?: RawFacts })[]
}

interface RawTest extends Omit<TestResult, 'diagnostics' | 'cases' | 'notes' | 'trace'> {
  readonly errors?: readonly RawDiagnostic[]
  readonly cases?: TestResult['cases']
  readonly notes?: TestResult['notes']
  readonly trace?: TestResult['trace']
}

interface RawReport extends Omit<TestReport, 'tests'> {
  readonly tests: readonly RawTest[]
}

function reportOf(raw: RawReport, sources: readonly RegoSource[]): TestReport {
  const tests = raw.tests.map(({ errors = [], ...test }) => ({
    ...test,
    diagnostics: diagnosticsOf(errors, sources),
    cases: test.cases ?? [],
    notes: test.notes ?? [],
    trace: test.trace ?? [],
  }))
  return { ...raw, tests }
}
