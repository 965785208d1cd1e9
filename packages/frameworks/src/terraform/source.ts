import type { Json, Path } from '@regraft/model'
import type { Expression } from '@regraft/syntax'
import type { BodySchema } from '../schema/types.ts'

/** A node of a document. */
export interface Place {
  readonly file: string
  readonly path: Path
}

/** An expression as one of Terraform's two syntaxes writes it. */
export type Expr =
  /** `text` is what the node's offsets count in. */
  | { readonly syntax: 'hcl'; readonly node: Expression; readonly text: string }
  /** JSON syntax: strings are templates, unless `plain` says that they mean themselves. */
  | { readonly syntax: 'json'; readonly value: Json; readonly plain?: boolean }

/**
 * The body of a resource or of a nested block, whichever syntax or how many files it is written in. Native syntax says
 * what is a block; JSON syntax does not, so it is asked with the schema of the body, if there is one.
 */
export interface Body {
  readonly syntax: 'hcl' | 'json'
  readonly place: Place
  /** The bodies it is merged from, when it is written in more than one file. */
  readonly layers?: readonly Body[]
  members(schema: BodySchema | undefined): ReadonlyMap<string, Member>
}

export type Member = AttributeMember | BlocksMember

export interface AttributeMember {
  readonly kind: 'attribute'
  readonly name: string
  readonly expr: Expr
  readonly place: Place
}

/** All blocks of one type, in the order of the text. */
export interface BlocksMember {
  readonly kind: 'blocks'
  readonly name: string
  readonly items: readonly (BlockItem | DynamicItem)[]
}

export interface BlockItem {
  readonly kind: 'block'
  readonly body: Body
}

/** `dynamic "x" { for_each = … content { … } }`. */
export interface DynamicItem {
  readonly kind: 'dynamic'
  readonly place: Place
  /** Name under which `content` knows the element: `x.value`, `x.key`. */
  readonly iterator: string
  readonly forEach: Expr | undefined
  readonly content: Body | undefined
}

/** A place inside another. */
export function within(place: Place, ...steps: Path): Place {
  return { file: place.file, path: [...place.path, ...steps] }
}
