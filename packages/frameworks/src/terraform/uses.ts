import type { Json, Path } from '@regraft/model'
import { isList, isObject } from '@regraft/model'
import type { Expression } from '@regraft/syntax'
import { keyOf } from '@regraft/syntax'
import type { Consumer } from '../framework.ts'
import { isRepeatable, memberBody } from '../schema/lookup.ts'
import { resourceSchema } from '../schema/resource-schema.ts'
import type { BodySchema } from '../schema/types.ts'
import type { Definition } from './definitions.ts'
import { addressOf } from './definitions.ts'
import type { Module } from './module.ts'
import { eachReference } from './references.ts'
import type { Body, Expr, Member } from './source.ts'

/** Where each variable and local of a module is used: `var.name` → every use. An index of the whole module, made once. */
export class Uses {
  readonly #direct = new Map<string, Consumer[]>()

  constructor(module: Module) {
    for (const { type, address, body } of module.resources)
      this.#body(address, [], body, resourceSchema(type))
    for (const facts of module.files) {
      for (const { name, expr } of facts.locals) if (expr) this.#expr(`local.${name}`, [], expr)
      for (const { name, body } of facts.calls) this.#body(`module.${name}`, [], body, undefined)
      for (const { address, body } of facts.others) this.#body(address, [], body, undefined)
    }
  }

  /** Every place that names the definition, in the order of the module. */
  direct(definition: Definition): readonly Consumer[] {
    return this.#direct.get(addressOf(definition)) ?? []
  }

  /** Every place whose value follows from the definition, through other locals too. */
  consumers(definition: Definition): readonly Consumer[] {
    const out: Consumer[] = []
    const seen = new Set<string>()
    const queue = [addressOf(definition)]
    for (const address of queue) {
      if (seen.has(address)) continue
      seen.add(address)
      for (const use of this.#direct.get(address) ?? [])
        if (use.address.startsWith('local.')) queue.push(use.address)
        else out.push(use)
    }
    return out
  }

  #body(address: string, path: Path, body: Body, schema: BodySchema | undefined): void {
    for (const [name, member] of body.members(schema)) this.#member(address, [...path, name], member, schema)
  }

  #member(address: string, path: Path, member: Member, schema: BodySchema | undefined): void {
    if (member.kind === 'attribute') {
      this.#expr(address, path, member.expr)
      return
    }
    const known = schema?.members.get(member.name)
    const list = member.items.length > 1 || (known !== undefined && isRepeatable(known))
    for (const [i, item] of member.items.entries()) {
      const at = list ? [...path, i] : path
      const body = item.kind === 'block' ? item.body : item.content
      if (item.kind === 'dynamic' && item.forEach) this.#expr(address, path, item.forEach)
      if (body) this.#body(address, at, body, known && memberBody(known))
    }
  }

  #expr(address: string, path: Path, expr: Expr): void {
    if (expr.syntax === 'json') this.#json(address, path, expr.value)
    else this.#hcl(address, path, expr.node, expr.text)
  }

  #hcl(address: string, path: Path, node: Expression, text: string): void {
    if (node.kind === 'object')
      for (const item of node.items) {
        const key = keyOf(item)
        if (key === undefined && item.key.kind === 'expression')
          this.#leaf(address, path, { syntax: 'hcl', node: item.key.expression, text })
        this.#hcl(address, key === undefined ? path : [...path, key], item.value, text)
      }
    else if (node.kind === 'tuple')
      for (const [i, item] of node.items.entries()) this.#hcl(address, [...path, i], item, text)
    else this.#leaf(address, path, { syntax: 'hcl', node, text })
  }

  #json(address: string, path: Path, value: Json): void {
    if (isObject(value))
      for (const [key, item] of Object.entries(value)) {
        this.#leaf(address, path, { syntax: 'json', value: key })
        this.#json(address, [...path, key], item)
      }
    else if (isList(value)) for (const [i, item] of value.entries()) this.#json(address, [...path, i], item)
    else this.#leaf(address, path, { syntax: 'json', value })
  }

  #leaf(address: string, path: Path, expr: Expr): void {
    eachReference(expr, ({ root, first }) => {
      if ((root !== 'var' && root !== 'local') || first === undefined) return
      const name = `${root}.${first}`
      const uses = this.#direct.get(name)
      if (uses === undefined) this.#direct.set(name, [{ address, path }])
      else uses.push({ address, path })
    })
  }
}
