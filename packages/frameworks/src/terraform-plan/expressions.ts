import type { Json, JsonObject, Unknown } from '@regraft/model'
import { compareText, isList, isObject, unknown } from '@regraft/model'
import { listAt, member, objectAt } from './json.ts'
import type { PlannedModule, PlannedResource } from './planned.ts'
import { baseAddress, qualified } from './planned.ts'

/** Where an expression stands. */
interface Place {
  readonly module: PlannedModule
  /** Of the instance that has the expression. */
  readonly key: string
  /** What `each.value` is part of. */
  readonly forEach: Json | undefined
  /** It goes through the instances of what it refers to. */
  readonly walks?: true
}

const reserved = new Set(['data', 'local', 'path', 'self', 'terraform', 'ephemeral'])
const step = /^([^.[]+)\.([^.[]+)(\[(?:\d+|"(?:[^"\\]|\\.)*")\])?(?:\.([^.[]+))?/

/** Resolves what the expressions of a plan's configuration refer to. */
export class References {
  /** Keys of the instances of each resource, by its base address. */
  readonly #keys = new Map<string, string[]>()

  constructor(resources: readonly PlannedResource[]) {
    for (const resource of resources) {
      const base = baseAddress(resource)
      const keys = this.#keys.get(base)
      if (keys === undefined) this.#keys.set(base, [resource.key])
      else keys.push(resource.key)
    }
  }

  /** What stands for a value that is known after the apply only. `expressions` make it; `name` is what it is called. */
  unknown(resource: PlannedResource, name: string, expressions: readonly Json[]): Unknown {
    const { module, key, configuration } = resource
    const names = expressions.flatMap(referencesIn)
    const refs = new Set<string>()
    const place = { module, key, forEach: member(configuration, 'for_each_expression') }
    this.#collect(names, place, refs, new Set())
    const own = names.filter((one) => !names.some((other) => extendsName(other, one)))
    const text = [...new Set(own)].map((one) => qualified(module, one)).join(', ')
    return unknown(text === '' ? `${resource.address}.${name}` : text, [...refs].sort(compareText))
  }

  /** Adds the addresses of the resources behind some names: the base address, and those of the instances that are meant. */
  #collect(names: readonly string[], place: Place, refs: Set<string>, seen: Set<string>): void {
    const keyed = place.walks === true || names.some((name) => /^(?:each|count)\./.test(name))
    for (const name of names) {
      const [, root = '', first = '', index, attribute] = step.exec(name) ?? []
      const once = `${place.module.address} ${place.key} ${name}`
      if (root === '' || seen.has(once)) continue
      seen.add(once)
      if (root === 'var') this.#collectVariable(first, place.module, refs, seen)
      else if (root === 'each')
        this.#collect(referencesIn(place.forEach), { ...place, forEach: undefined, walks: true }, refs, seen)
      else if (root === 'module') this.#collectOutput(first, index, attribute, place.module, refs, seen)
      else if (root !== 'count' && !reserved.has(root)) {
        const longer = names.some((other) => other.startsWith(`${root}.${first}[`))
        if (index !== undefined || !longer)
          this.#add(place, root, first, index ?? (keyed ? place.key : ''), refs)
      }
    }
  }

  #add({ module }: Place, type: string, name: string, key: string, refs: Set<string>): void {
    const base = baseAddress({ module, type, name })
    const keys = this.#keys.get(base) ?? []
    refs.add(base)
    for (const one of keys.includes(key) ? [key] : keys) refs.add(base + one)
  }

  #collectVariable(name: string, module: PlannedModule, refs: Set<string>, seen: Set<string>): void {
    if (module.parent === undefined) return
    const call = callOf(module.parent, module.name)
    const place = { module: module.parent, key: module.key, forEach: member(call, 'for_each_expression') }
    this.#collect(referencesIn(member(member(call, 'expressions'), name)), place, refs, seen)
  }

  #collectOutput(
    call: string,
    key: string | undefined,
    output: string | undefined,
    module: PlannedModule,
    refs: Set<string>,
    seen: Set<string>,
  ): void {
    if (output === undefined) return
    for (const child of module.children) {
      if (child.name !== call || (key !== undefined && child.key !== key)) continue
      const expression = member(objectAt(member(child.configuration, 'outputs'), output), 'expression')
      this.#collect(referencesIn(expression), { module: child, key: '', forEach: undefined }, refs, seen)
    }
  }
}

function callOf(module: PlannedModule, name: string): JsonObject | undefined {
  return objectAt(member(module.configuration, 'module_calls'), name)
}

/** Whether one name is the other with more steps: the plan lists both. */
function extendsName(name: string, base: string): boolean {
  return name.length > base.length && name.startsWith(base) && /[.[]/.test(name.charAt(base.length))
}

/** Names that an expression, or a block of expressions, refers to. */
function referencesIn(expression: Json | undefined): readonly string[] {
  if (isList(expression)) return expression.flatMap(referencesIn)
  if (!isObject(expression)) return []
  const own = listAt(expression, 'references').filter((name) => typeof name === 'string')
  if (own.length > 0 || Object.hasOwn(expression, 'constant_value')) return own
  return Object.values(expression).flatMap(referencesIn)
}
