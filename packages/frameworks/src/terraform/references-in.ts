import type { Path } from '@regraft/model'
import type { Module } from './module.ts'
import { referencesOf } from './references.ts'
import type { Body, Expr, Place } from './source.ts'
import { calledDirectory } from './unit-modules.ts'

/** Something in a module that has a name: `var.x`, `local.x`, `output.x`, `data.t.n`. */
export interface Named {
  readonly directory: string
  readonly name: string
}

/** A place that refers to something named: something named itself, or an argument of a block. */
export type Referrer =
  | ({ readonly kind: 'named' } & Named)
  /** `block` is `aws_s3_bucket.logs`; `member` its argument or block type. */
  | { readonly kind: 'argument'; readonly directory: string; readonly block: string; readonly member: string }
  /** What nobody sees the effect of: a provider, a check. */
  | { readonly kind: 'other'; readonly directory: string; readonly block: string }

export interface NamedReference {
  /** Steps that follow the name: `.tags["Env"]`. */
  readonly rest: Path
  readonly by: Referrer
}

/** A reference in a body to something named, by the argument or block type that it stands in. */
interface BodyReference {
  readonly member: string
  readonly name: string
  readonly rest: Path
}

/** Every reference in a module to something named in it, and the names that stand at places. Nothing is evaluated. */
export class ReferencesIn {
  /** Gathered when they are first asked for: most places have no name. */
  #references: Map<string, NamedReference[]> | undefined
  readonly #places = new Map<string, Named>()
  readonly #module: Module

  constructor(module: Module) {
    this.#module = module
    for (const { name, place } of module.locals.values()) this.#name(place, `local.${name}`)
    for (const { name, place } of module.outputs.values()) this.#name(place, `output.${name}`)
    for (const { name, place } of module.variables.values()) this.#name(place, `var.${name}`)
    for (const facts of module.files)
      for (const { name, place } of facts.settings) this.#name(place, `var.${name}`)
    for (const call of module.calls.values())
      for (const [argument, member] of call.body.members(undefined))
        if (member.kind === 'attribute' && !expanding.has(argument))
          this.#name(member.place, `var.${argument}`, calledDirectory(call))
  }

  /** References to `var.x`, `local.x`, `data.t.n` or `module.m.o`. */
  to(name: string): readonly NamedReference[] {
    this.#references ??= referencesOfModule(this.#module)
    return this.#references.get(name) ?? []
  }

  /** What is written at a place. In another module when the place is an argument of a call. */
  at(place: Place): Named | undefined {
    return this.#places.get(keyOf(place.path, place.file))
  }

  #name(place: Place, name: string, directory: string = this.#module.directory): void {
    this.#places.set(keyOf(place.path, place.file), { directory, name })
  }
}

function referencesOfModule(module: Module): Map<string, NamedReference[]> {
  const { directory } = module
  const out = new Map<string, NamedReference[]>()
  const note = ({ name, rest }: Omit<BodyReference, 'member'>, by: Referrer): void => {
    const known = out.get(name)
    if (known === undefined) out.set(name, [{ rest, by }])
    else known.push({ rest, by })
  }
  for (const [kind, declarations] of [
    ['local', module.locals],
    ['output', module.outputs],
  ] as const)
    for (const { name, expr } of declarations.values())
      for (const reference of expr === undefined ? [] : namedIn(expr))
        note(reference, named(directory, `${kind}.${name}`))
  for (const call of module.calls.values())
    for (const reference of referencesInBody(call.body))
      if (!expanding.has(reference.member))
        note(reference, named(calledDirectory(call), `var.${reference.member}`))
  for (const { address, body } of module.data)
    for (const reference of referencesInBody(body)) note(reference, named(directory, address))
  for (const { address: block, body } of module.resources)
    for (const reference of referencesInBody(body))
      if (!expanding.has(reference.member))
        note(reference, { kind: 'argument', directory, block, member: reference.member })
  for (const facts of module.files)
    for (const { address: block, body } of facts.others)
      for (const reference of referencesInBody(body)) note(reference, { kind: 'other', directory, block })
  return out
}

const known = new WeakMap<Body, readonly BodyReference[]>()

function referencesInBody(body: Body): readonly BodyReference[] {
  let references = known.get(body)
  if (references === undefined) {
    const found: BodyReference[] = []
    gather(body, undefined, found)
    references = found
    known.set(body, references)
  }
  return references
}

function gather(body: Body, top: string | undefined, out: BodyReference[]): void {
  for (const [name, member] of body.members(undefined)) {
    const within = top ?? name
    const add = (expr: Expr): void => {
      for (const reference of namedIn(expr)) out.push({ member: within, ...reference })
    }
    if (member.kind === 'attribute') {
      add(member.expr)
      continue
    }
    for (const item of member.items) {
      const inner = item.kind === 'block' ? item.body : item.content
      if (item.kind === 'dynamic' && item.forEach) add(item.forEach)
      if (inner) gather(inner, within, out)
    }
  }
}

function namedIn(expr: Expr): readonly Omit<BodyReference, 'member'>[] {
  return referencesOf(expr).flatMap(({ root, names, steps }) => {
    const length = lengths[root]
    return length === undefined || names.length < length
      ? []
      : [{ name: [root, ...names.slice(0, length)].join('.'), rest: steps.slice(length) }]
  })
}

/** Names that a root takes: `module.m.o` two. */
const lengths: { readonly [root: string]: number } = { var: 1, local: 1, data: 2, module: 2 }

/** What these say shows in which resources there are. */
const expanding: ReadonlySet<string> = new Set([
  'count',
  'for_each',
  'depends_on',
  'source',
  'version',
  'providers',
])

function named(directory: string, name: string): Referrer {
  return { kind: 'named', directory, name }
}

function keyOf(path: Path, file: string): string {
  return JSON.stringify([file, ...path])
}
