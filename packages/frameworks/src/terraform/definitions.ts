import type { Json } from '@regraft/model'
import { unknown } from '@regraft/model'
import type { Scope } from './evaluate.ts'
import { evaluate } from './evaluate.ts'
import type { Declaration } from './facts.ts'
import { eachReference } from './references.ts'
import type { Expr, Place } from './source.ts'
import { weightOf } from './weight.ts'

export type DefinitionKind = 'var' | 'local'

/** A local, or a variable with its default. */
export interface Definition {
  readonly kind: DefinitionKind
  readonly name: string
  /** What it is defined as; undefined when that does not hold offline, `why` says why not. */
  readonly expr: Expr | undefined
  readonly place: Place
  readonly why?: string
}

/** `var.name` or `local.name`. */
export function addressOf(definition: Definition): string {
  return `${definition.kind}.${definition.name}`
}

/** A value made of more parts is unknown: locals that repeat one another grow without end. */
const maxWeight = 10_000

/** Defaults of variables are constants: names mean nothing in them. */
const constants: Scope = { value: (kind, name) => unknown(`${kind}.${name}`) }

/** The variables and locals of one module and their values. */
export class Definitions implements Scope {
  readonly #variables: ReadonlyMap<string, Definition>
  readonly #locals: ReadonlyMap<string, Definition>
  readonly #values = new Map<Definition, Json>()
  /** Locals that need one another, each group sorted as met. */
  readonly cycles: (readonly Definition[])[] = []

  constructor(variables: ReadonlyMap<string, Definition>, locals: ReadonlyMap<string, Definition>) {
    this.#variables = variables
    this.#locals = locals
    for (const definition of locals.values()) this.#settle(definition)
  }

  get(kind: DefinitionKind, name: string): Definition | undefined {
    return (kind === 'var' ? this.#variables : this.#locals).get(name)
  }

  value(kind: DefinitionKind, name: string): Json {
    const definition = this.get(kind, name)
    return definition === undefined ? unknown(`${kind}.${name}`) : this.#valueOf(definition)
  }

  #valueOf(definition: Definition): Json {
    let value = this.#values.get(definition)
    if (value === undefined) {
      value = definition.expr && evaluate(definition.expr, definition.kind === 'var' ? constants : this)
      if (value === undefined || weightOf(value) > maxWeight) value = unknown(addressOf(definition))
      this.#values.set(definition, value)
    }
    return value
  }

  /** Gives a local its value after those that it needs: a walk without recursion, for chains may be long. */
  #settle(start: Definition): void {
    const path: { readonly definition: Definition; readonly needs: Definition[] }[] = []
    const open = new Set<Definition>()
    const enter = (definition: Definition): void => {
      path.push({ definition, needs: this.#needs(definition) })
      open.add(definition)
    }
    if (!this.#values.has(start)) enter(start)
    for (let top = path.at(-1); top !== undefined; top = path.at(-1)) {
      const next = top.needs.pop()
      if (next === undefined) {
        path.pop()
        open.delete(top.definition)
        this.#valueOf(top.definition)
      } else if (!this.#values.has(next)) {
        if (!open.has(next)) enter(next)
        else {
          const from = path.findIndex((step) => step.definition === next)
          this.#cycle(path.slice(from).map((step) => step.definition))
        }
      }
    }
  }

  #cycle(definitions: readonly Definition[]): void {
    this.cycles.push(definitions)
    for (const definition of definitions) this.#values.set(definition, unknown(addressOf(definition)))
  }

  #needs(definition: Definition): Definition[] {
    const needs: Definition[] = []
    const { expr } = definition
    if (expr === undefined || !mayReferToLocals(expr)) return needs
    eachReference(expr, ({ root, first }) => {
      const needed = root === 'local' && first !== undefined ? this.#locals.get(first) : undefined
      if (needed !== undefined) needs.push(needed)
    })
    return needs
  }
}

/** Looking for the word is cheaper than walking the expression. */
function mayReferToLocals(expr: Expr): boolean {
  return expr.syntax === 'json' || expr.text.slice(expr.node.start, expr.node.end).includes('local')
}

/** Declarations by name: of two in ordinary files the first counts, an override file's replaces them. */
export function declare(
  kind: DefinitionKind,
  declarations: readonly { readonly declaration: Declaration; readonly override: boolean }[],
): Map<string, Definition> {
  const out = new Map<string, Definition>()
  for (const { declaration, override } of declarations) {
    const { name, expr, place } = declaration
    const known = out.get(name)
    // An override that says nothing about the default leaves it.
    if (known !== undefined && (!override || expr === undefined)) continue
    const why = expr === undefined ? { why: `variable ${name} has no default` } : {}
    out.set(name, { kind, name, expr, place, ...why })
  }
  return out
}
