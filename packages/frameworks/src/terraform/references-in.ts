import type { Path } from '@regraft/model'
import type { ModuleCall } from './facts.ts'
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

/** Every reference in a module to something named in it, and the names that stand at places. Nothing is evaluated. */
export class ReferencesIn {
  readonly #references = new Map<string, NamedReference[]>()
  readonly #places = new Map<string, Named>()
  readonly #module: Module

  constructor(module: Module) {
    this.#module = module
    const { directory } = module
    for (const { name, expr, place } of module.locals.values()) this.#declared(`local.${name}`, expr, place)
    for (const { name, expr, place } of module.outputs.values()) this.#declared(`output.${name}`, expr, place)
    for (const { name, place } of module.variables.values()) this.#name(place, `var.${name}`)
    for (const facts of module.files)
      for (const { name, place } of facts.settings) this.#name(place, `var.${name}`)
    for (const call of module.calls.values()) this.#call(call)
    for (const { address, body } of module.data) this.#body(body, () => named(directory, address))
    for (const { address, body } of module.resources)
      this.#body(body, (member) =>
        expanding.has(member) ? undefined : { kind: 'argument', directory, block: address, member },
      )
    for (const facts of module.files)
      for (const { address, body } of facts.others)
        this.#body(body, () => ({ kind: 'other', directory, block: address }))
  }

  /** References to `var.x`, `local.x`, `data.t.n` or `module.m.o`. */
  to(name: string): readonly NamedReference[] {
    return this.#references.get(name) ?? []
  }

  /** What is written at a place. In another module when the place is an argument of a call. */
  at(place: Place): Named | undefined {
    return this.#places.get(keyOf(place.path, place.file))
  }

  #declared(name: string, expr: Expr | undefined, place: Place): void {
    this.#name(place, name)
    if (expr !== undefined) this.#expr(expr, named(this.#module.directory, name))
  }

  #name(place: Place, name: string, directory: string = this.#module.directory): void {
    this.#places.set(keyOf(place.path, place.file), { directory, name })
  }

  #call(call: ModuleCall): void {
    const called = calledDirectory(call)
    for (const [argument, member] of call.body.members(undefined)) {
      if (member.kind !== 'attribute' || expanding.has(argument)) continue
      this.#name(member.place, `var.${argument}`, called)
      this.#expr(member.expr, named(called, `var.${argument}`))
    }
  }

  #body(body: Body, by: (member: string) => Referrer | undefined, top?: string): void {
    for (const [name, member] of body.members(undefined)) {
      const referrer = by(top ?? name)
      if (referrer === undefined) continue
      if (member.kind === 'attribute') {
        this.#expr(member.expr, referrer)
        continue
      }
      for (const item of member.items) {
        const inner = item.kind === 'block' ? item.body : item.content
        if (item.kind === 'dynamic' && item.forEach) this.#expr(item.forEach, referrer)
        if (inner) this.#body(inner, by, top ?? name)
      }
    }
  }

  #expr(expr: Expr, by: Referrer): void {
    for (const { root, names, steps } of referencesOf(expr)) {
      const length = lengths[root]
      if (length === undefined || names.length < length) continue
      const name = [root, ...names.slice(0, length)].join('.')
      const reference = { rest: steps.slice(length), by }
      const known = this.#references.get(name)
      if (known === undefined) this.#references.set(name, [reference])
      else known.push(reference)
    }
  }
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
