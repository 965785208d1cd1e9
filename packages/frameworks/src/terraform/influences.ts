import type { Path } from '@regraft/model'
import type { Module } from './module.ts'
import type { Named, Referrer } from './references-in.ts'
import { ReferencesIn } from './references-in.ts'
import type { Place } from './source.ts'
import type { UnitModules } from './unit-modules.ts'

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
export function influencedBy(place: Place, within: Path, modules: UnitModules): readonly Influenced[] {
  const start = modules.all.map((module) => referencesIn(module).at(place)).find((at) => at !== undefined)
  if (start === undefined) return []
  const out: Influenced[] = []
  const seen = new Set<string>()
  const queue: { readonly named: Named; readonly steps: Path }[] = [{ named: start, steps: within }]
  for (const { named, steps } of queue) {
    const key = `${named.directory} ${named.name}`
    if (seen.has(key)) continue
    seen.add(key)
    const called = modules.called(named.directory)
    if (called.length === 0) {
      out.push({ kind: 'other', directory: named.directory, block: named.directory.split(' ')[0] ?? '' })
      continue
    }
    for (const module of called) {
      for (const { rest, by } of referrers(module, named.name, modules)) {
        if (!meets(rest, steps)) continue
        if (by.kind === 'named') queue.push({ named: by, steps: [] })
        else out.push(by)
      }
      if (
        named.name.startsWith('output.') &&
        !modules.all.some((by) => modules.callsOf(by, module).length > 0)
      )
        out.push({ kind: 'output', name: named.name })
    }
  }
  return out
}

/** References to something named, in its module or, for an output, in those that call it. */
function referrers(module: Module, name: string, modules: UnitModules): ReturnType<ReferencesIn['to']> {
  if (!name.startsWith('output.')) return referencesIn(module).to(name)
  const output = name.slice('output.'.length)
  return modules.all.flatMap((caller) =>
    modules.callsOf(caller, module).flatMap((call) => referencesIn(caller).to(`module.${call}.${output}`)),
  )
}

/** Whether a reference may lead to, or past, the place that a value has inside what is named. */
function meets(rest: readonly string[], steps: Path): boolean {
  return rest.every((step, i) => i >= steps.length || String(steps[i]) === step)
}
