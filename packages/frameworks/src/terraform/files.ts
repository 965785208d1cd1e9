import { compareText } from '@regraft/model'

/** What a file of a Terraform directory is for, by its name alone. */
export type FileKind = 'configuration' | 'override' | 'variables'

/** Undefined: not Terraform's. Modules that `terraform init` downloaded are someone else's files. */
export function fileKind(path: string): FileKind | undefined {
  return path.startsWith('.terraform/') || path.includes('/.terraform/') ? undefined : kindByName(path)
}

/** The same for a file of whomever. */
export function kindByName(path: string): FileKind | undefined {
  const plain = path.endsWith('.json') ? path.slice(0, -'.json'.length) : path
  if (plain.endsWith('.tfvars')) return 'variables'
  const ending = plain.endsWith('.tf') ? '.tf' : '.tofu'
  const name = plain.slice(plain.lastIndexOf('/') + 1, -ending.length)
  if (name === '' || !plain.endsWith(ending)) return undefined
  return name === 'override' || name.endsWith('_override') ? 'override' : 'configuration'
}

/** Whether a file declares something: resources, variables. */
export function isConfiguration(path: string): boolean {
  const kind = kindByName(path)
  return kind === 'configuration' || kind === 'override'
}

export function isJsonSyntax(path: string): boolean {
  return path.endsWith('.json')
}

/** The directory of a file; `.` is the root. */
export function directoryOf(path: string): string {
  const end = path.lastIndexOf('/')
  return end < 0 ? '.' : path.slice(0, end)
}

/**
 * The directory that a module call's `source` names, seen from the caller's directory, or undefined when the source is
 * not a path or leaves the root.
 */
export function localModule(caller: string, source: string): string | undefined {
  if (!/^\.\.?(\/|$)/.test(source)) return undefined
  const steps = caller === '.' ? [] : caller.split('/')
  for (const step of source.split('/')) {
    if (step === '' || step === '.') continue
    if (step !== '..') steps.push(step)
    else if (steps.pop() === undefined) return undefined
  }
  return steps.length === 0 ? '.' : steps.join('/')
}

/** Files in the order Terraform merges them: by name, overrides last. */
export function mergeOrder(files: readonly string[]): readonly string[] {
  const sorted = [...files].sort(compareText)
  const overrides = sorted.filter((path) => kindByName(path) === 'override')
  return overrides.length === 0
    ? sorted
    : [...sorted.filter((path) => !overrides.includes(path)), ...overrides]
}
