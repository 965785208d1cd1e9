import { type Diagnostic, RegraftError } from '@regraft/model'
import type { Rego, RegoSource } from '@regraft/rego'
import type { CompilerLimits } from './compiler.ts'

/** How the toolchain ends when a policy is too much for it. */
const stopped: ReadonlySet<string> = new Set(['REGO_TIMEOUT', 'REGO_MEMORY', 'REGO_STACK'])

/** One module with what it imports compiles in milliseconds; one that takes as long as this is what stopped all of them. */
const longestMs = 5000

/**
 * Does something with modules, and where the toolchain was stopped at a limit names the module that is to blame: the
 * first, those with the fewest imports before, that meets the limit with nothing but what it imports.
 */
export async function withCulprit<T>(
  limits: CompilerLimits,
  modules: readonly RegoSource[],
  work: () => Promise<T>,
): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (!(error instanceof RegraftError) || !stopped.has(error.code)) throw error
    throw (await blamed(error, limits, modules)) ?? error
  }
}

async function blamed(
  error: RegraftError,
  limits: CompilerLimits,
  modules: readonly RegoSource[],
): Promise<RegraftError | undefined> {
  const { regoInWorker } = await import('@regraft/rego/node')
  const rego = regoInWorker({ ...limits, timeoutMs: Math.min(limits.timeoutMs ?? longestMs, longestMs) })
  try {
    for (const group of await groups(rego, modules)) {
      const met = await meets(rego, group.modules)
      if (met !== undefined) return naming(error, met, group)
    }
    return undefined
  } finally {
    await rego.close()
  }
}

interface Group {
  readonly file: string
  readonly rule: string | undefined
  /** The module and all that it imports, directly or not. */
  readonly modules: readonly RegoSource[]
}

async function groups(rego: Rego, modules: readonly RegoSource[]): Promise<Group[]> {
  const found: Group[] = []
  const rules = new Map<string, string>()
  const packages = new Map<string, string>()
  const refs = new Map<string, readonly string[]>()
  for (const module of modules) {
    // One by one, for reading a file may be what meets the limit.
    const inspected = await rego.inspect({ modules: [module] }).catch(() => undefined)
    if (inspected === undefined) return [{ file: module.file, rule: undefined, modules: [module] }]
    for (const { file, package: name, refs: named } of inspected.modules) {
      packages.set(file, name)
      refs.set(file, named)
    }
    for (const { annotations, location } of inspected.annotations)
      if (typeof annotations.custom?.['id'] === 'string') rules.set(location.file, annotations.custom['id'])
  }
  for (const { file } of modules) {
    const needed = closure(file, packages, refs)
    found.push({ file, rule: rules.get(file), modules: modules.filter((module) => needed.has(module.file)) })
  }
  return found.sort((a, b) => a.modules.length - b.modules.length)
}

function closure(
  file: string,
  packages: ReadonlyMap<string, string>,
  refs: ReadonlyMap<string, readonly string[]>,
): Set<string> {
  const needed = new Set([file])
  // A set is gone through with what is added on the way.
  for (const each of needed)
    for (const ref of [...(refs.get(each) ?? []), packages.get(each) ?? ''])
      for (const [other, name] of packages) if (ref === name || ref.startsWith(`${name}.`)) needed.add(other)
  return needed
}

async function meets(rego: Rego, modules: readonly RegoSource[]): Promise<RegraftError | undefined> {
  try {
    await rego.check({ modules })
    return undefined
  } catch (error) {
    if (error instanceof RegraftError && stopped.has(error.code)) return error
    throw error
  }
}

function naming(error: RegraftError, met: RegraftError, { file, rule }: Group): RegraftError {
  const what = rule === undefined ? file : `rule ${rule} (${file})`
  const message = `${what} is too much for the Rego compiler: ${met.message}`
  const hint = 'Look for comprehensions in comprehensions, or thousands of rules of one name, and split them.'
  const diagnostic: Diagnostic = { code: met.code, severity: 'error', message, file, hint }
  return new RegraftError(met.code, message, { hint, diagnostics: [diagnostic], cause: error })
}
