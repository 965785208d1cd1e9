import type { Path } from '@regraft/model'
import { compareText } from '@regraft/model'
import { follow, type NewExpression, type TypescriptDocument, type Value } from '@regraft/syntax/typescript'
import type { Consumer } from '../framework.ts'
import { moduleFile } from './modules.ts'

/** A place in one of the program's files. */
export interface Place {
  readonly file: string
  readonly path: Path
}

/** What a reference leads to. */
export type Target =
  | { readonly kind: 'value'; readonly place: Place; readonly value: Value }
  /** `steps` are the properties read of it. */
  | { readonly kind: 'resource'; readonly address: string; readonly steps: Path }

/** A variable, wherever in the program it is declared. */
export interface Owner {
  readonly file: string
  /** Its id in the file. */
  readonly name: string
}

/** Files of one unit, read together: references lead from one to another through their imports. */
export class Program {
  readonly documents: ReadonlyMap<string, TypescriptDocument>
  /** Address of the resource that a new expression makes, by file and number. */
  readonly #addresses = new Map<string, string>()
  readonly #types = new Map<string, string>()
  readonly #holders = new Map<string, ReadonlyMap<string, NewExpression | undefined>>()
  readonly #consumers = new Map<string, { readonly use: Place; readonly consumer: Consumer }[]>()

  constructor(documents: ReadonlyMap<string, TypescriptDocument>) {
    this.documents = documents
  }

  /** Says that a new expression makes a resource. Done for all before any value is read. */
  declare(file: string, index: number, address: string, type: string): void {
    this.#addresses.set(`${index} ${file}`, address)
    this.#types.set(address, type)
  }

  document(file: string): TypescriptDocument | undefined {
    return this.documents.get(file)
  }

  /** The address of the resource that a new expression makes. */
  addressOf(file: string, index: number): string | undefined {
    return this.#addresses.get(`${index} ${file}`)
  }

  typeOf(address: string): string | undefined {
    return this.#types.get(address)
  }

  /** Where a reference that stands in a file leads. Undefined: nowhere that is known offline. */
  resolve(file: string, reference: Path): Target | undefined {
    const document = this.document(file)
    if (document === undefined) return undefined
    const held = this.#held(file, document, reference)
    if (held !== undefined) return held
    const path = follow(document, reference)
    const value = path && document.value(path)
    if (path !== undefined && value !== undefined) return { kind: 'value', place: { file, path }, value }
    return this.#imported(file, document, reference)
  }

  /** Addresses of the resources that names of a file lead to, sorted. `this.name` is a member. */
  refs(file: string, names: readonly string[]): readonly string[] {
    const found = new Set<string>()
    for (const name of names) {
      const target = this.resolve(file, name.split('.'))
      if (target?.kind === 'resource') found.add(target.address)
    }
    return [...found].sort(compareText)
  }

  /** Remembers that a place in a resource's model takes its value from a variable. */
  consume(owner: Owner, use: Place, consumer: Consumer): void {
    const key = JSON.stringify([owner.file, owner.name])
    const list = this.#consumers.get(key)
    if (list === undefined) this.#consumers.set(key, [{ use, consumer }])
    else list.push({ use, consumer })
  }

  /** Every place in models that takes its value from a variable, in the order of resources. */
  consumers(owner: Owner): readonly Consumer[] {
    return this.#uses(owner).map(({ consumer }) => consumer)
  }

  /** Whether the program mentions a variable where no model shows it, or lets other files have it. */
  isUsedElsewhere(owner: Owner): boolean {
    const document = this.document(owner.file)
    const variable = document?.variable(owner.name)
    if (document === undefined || variable === undefined) return true
    if ([...document.exports.values()].includes(owner.name)) return true
    return variable.uses > new Set(this.#uses(owner).map(({ use }) => JSON.stringify(use))).size
  }

  #uses({ file, name }: Owner): readonly { readonly use: Place; readonly consumer: Consumer }[] {
    return this.#consumers.get(JSON.stringify([file, name])) ?? []
  }

  /** `bucket.id`, `this.bucket.id`: what holds a resource, and what is read of it. */
  #held(file: string, document: TypescriptDocument, reference: Path): Target | undefined {
    const holders = this.#holdersOf(file, document)
    for (const length of [1, 2]) {
      const node = holders.get(JSON.stringify(reference.slice(0, length)))
      const address = node && this.addressOf(file, node.index)
      if (address !== undefined) return { kind: 'resource', address, steps: reference.slice(length) }
    }
    return undefined
  }

  /** New expressions by what they are assigned to; undefined where that is not the only thing of the name. */
  #holdersOf(file: string, document: TypescriptDocument): ReadonlyMap<string, NewExpression | undefined> {
    let holders = this.#holders.get(file)
    if (holders === undefined) {
      const found = new Map<string, NewExpression | undefined>()
      for (const node of document.news) {
        if (node.holder === undefined) continue
        const key = JSON.stringify(node.holder)
        found.set(key, !found.has(key) && holdsAlone(document, node) ? node : undefined)
      }
      holders = found
      this.#holders.set(file, holders)
    }
    return holders
  }

  #imported(file: string, document: TypescriptDocument, [first, ...rest]: Path): Target | undefined {
    const item = document.imports.find(({ local }) => local === first)
    const from = item && moduleFile(file, item.module, (path) => this.documents.has(path))
    const exports = from === undefined ? undefined : this.document(from)?.exports
    if (item === undefined || from === undefined || exports === undefined) return undefined
    const [name, ...steps] = item.name === '*' ? rest : [item.name, ...rest]
    const local = exports.get(String(name))
    // What that file imports itself is not followed further.
    if (local === undefined || this.document(from)?.imports.some((other) => other.local === local))
      return undefined
    return this.resolve(from, [local, ...steps])
  }
}

/** Whether what holds a new expression never holds anything else. */
function holdsAlone(document: TypescriptDocument, node: NewExpression): boolean {
  const [first, ...rest] = node.holder ?? []
  if (rest.length > 0) return first === 'this'
  const variable = document.variable(String(first))
  return variable?.constant === true && variable.value.kind === 'new' && variable.value.index === node.index
}
