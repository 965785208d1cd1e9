import type { JsonObject, Path } from '@regraft/model'
import type { NewExpression } from '@regraft/syntax/typescript'
import type { Consumer, Origin, Resource } from '../framework.ts'
import type { ResourceSchema } from '../schema/types.ts'
import type { Link, Node } from './node.ts'
import type { Program } from './program.ts'

/** A resource that a `new` expression of a program makes. */
export class PulumiResource implements Resource {
  readonly framework = 'pulumi'
  readonly type: string
  readonly address: string
  readonly input: JsonObject
  readonly file: string
  readonly at: Path
  readonly program: Program
  readonly node: NewExpression
  /** Undefined for Kubernetes. */
  readonly schema: ResourceSchema | undefined
  /** The arguments. */
  readonly root: Node

  constructor(parts: {
    readonly type: string
    readonly address: string
    readonly input: JsonObject
    readonly file: string
    readonly program: Program
    readonly node: NewExpression
    readonly schema: ResourceSchema | undefined
    readonly root: Node
  }) {
    this.type = parts.type
    this.address = parts.address
    this.input = parts.input
    this.file = parts.file
    this.at = ['new', parts.node.index]
    this.program = parts.program
    this.node = parts.node
    this.schema = parts.schema
    this.root = parts.root
  }

  origin(path: Path): Origin {
    if (path.length === 0) return { kind: 'literal', file: this.file, path: this.at }
    const { node, missing } = this.find(path)
    const found = this.#written(node, path.slice(0, path.length - missing.length))
    if (missing.length === 0 || node.form === 'opaque') return found
    return { kind: 'absent', parent: found, missing }
  }

  /** The nearest value that is there, and the steps that are not. */
  find(path: Path): { readonly node: Node; readonly missing: Path } {
    let node = this.root
    for (const [i, step] of path.entries()) {
      const child = node.children.get(step)
      if (child === undefined) return { node, missing: path.slice(i) }
      node = child
    }
    return { node, missing: [] }
  }

  #written(node: Node, path: Path): Origin {
    const { file, path: at } = node.place
    // Where no arguments are, they would stand in the expression.
    const where = node.missing ? this.at : at
    const plain: Origin =
      node.form === 'opaque'
        ? { kind: 'opaque', file, path: where, why: node.why ?? 'it is computed' }
        : { kind: 'literal', file, path: where }
    return [...node.links]
      .reverse()
      .reduce<Origin>(
        (by, link) => ({ kind: 'owned', by, use: link.use, consumers: this.#consumers(link, path) }),
        plain,
      )
  }

  #consumers(link: Link, path: Path): readonly Consumer[] {
    return this.program
      .consumers(link.owner)
      .map((other) =>
        other.address === this.address && isAt(other.path, link.at) ? { ...other, path } : other,
      )
  }
}

function isAt(a: Path, b: Path): boolean {
  return a.length === b.length && a.every((step, i) => step === b[i])
}
