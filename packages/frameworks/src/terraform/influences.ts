import type { Path } from '@regraft/model'
import { directoryOf, localModule } from './files.ts'
import type { Module } from './module.ts'
import type { Named, Referrer } from './references-in.ts'
import { ReferencesIn } from './references-in.ts'
import type { Place } from './source.ts'

/** An argument of a block that may follow from a value: `aws_s3_bucket.logs` of a directory, `bucket`. */
export type Influenced =
  | Exclude<Referrer, { kind: 'named' }>
  | { readonly kind: 'output'; readonly name: string }

const known = new WeakMap<Module, ReferencesIn>()

function referencesIn(module: Module): ReferencesIn {
  let references = known.get(module)
  if (references === undefined) {
    references = new ReferencesIn(module)
    known.set(module, references)
  }
  return references
}

/**
 * Every argument that may follow from the value at a place, by names alone: through locals, variables, outputs and data
 * sources. `place` is that of a local, a default, a setting or a call's argument; anything else influences nothing more.
 */
export function influencedBy(
  place: Place,
  within: Path,
  modules: ReadonlyMap<string, Module>,
): readonly Influenced[] {
  const start = [...modules.values()]
    .map((module) => referencesIn(module).at(place))
    .find((at) => at !== undefined)
  if (start === undefined) return []
  const out: Influenced[] = []
  const seen = new Set<string>()
  const queue: { readonly named: Named; readonly steps: Path }[] = [{ named: start, steps: within }]
  for (const { named, steps } of queue) {
    const key = `${named.directory} ${named.name}`
    if (seen.has(key)) continue
    seen.add(key)
    for (const { rest, by } of referrers(named, modules)) {
      if (!meets(rest, steps)) continue
      if (by.kind !== 'named') out.push(by)
      else if (modules.has(by.directory)) queue.push({ named: by, steps: [] })
      // What a module that is not in the workspace makes of it nobody sees.
      else out.push({ kind: 'other', directory: by.directory, block: `module ${by.directory}` })
    }
    if (named.name.startsWith('output.') && !isCalled(named.directory, modules))
      out.push({ kind: 'output', name: named.name })
  }
  return out
}

/** References to something named, in its module or, for an output, in those that call it. */
function referrers(
  { directory, name }: Named,
  modules: ReadonlyMap<string, Module>,
): ReturnType<ReferencesIn['to']> {
  if (!name.startsWith('output.')) {
    const module = modules.get(directory)
    return module === undefined ? [] : referencesIn(module).to(name)
  }
  const output = name.slice('output.'.length)
  return [...modules.values()].flatMap((module) =>
    callsOf(module, directory).flatMap((call) => referencesIn(module).to(`module.${call}.${output}`)),
  )
}

function callsOf(module: Module, directory: string): readonly string[] {
  return [...module.calls.values()]
    .filter(
      ({ source, body }) =>
        source !== undefined && localModule(directoryOf(body.place.file), source) === directory,
    )
    .map(({ name }) => name)
}

function isCalled(directory: string, modules: ReadonlyMap<string, Module>): boolean {
  return [...modules.values()].some((module) => callsOf(module, directory).length > 0)
}

/** Whether a reference may lead to, or past, the place that a value has inside what is named. */
function meets(rest: readonly string[], steps: Path): boolean {
  return rest.every((step, i) => i >= steps.length || String(steps[i]) === step)
}
