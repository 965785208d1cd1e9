import type { Json, JsonObject, Path } from '@regraft/model'
import { isList, isObject } from '@regraft/model'
import type { Content, ContentEntry } from '@regraft/syntax'
import { acceptsBlocks, memberBody } from '../../schema/lookup.ts'
import type { BodySchema, MemberSchema, ValueType } from '../../schema/types.ts'
import { isLiteral, literalOf, referenceOf } from './values.ts'

/** How an object is written where the schema does not say. */
export type Hint = (name: string) => 'block' | 'map' | undefined

/** Turns values of the model into content of a file, by the syntax of that file. */
export class Writer {
  readonly #syntax: 'hcl' | 'json'
  readonly #self: Self
  readonly #hint: Hint
  /** Names that were written as blocks or maps on a guess. */
  readonly guesses: string[] = []

  constructor(syntax: 'hcl' | 'json', self: Self, hint: Hint = () => undefined) {
    this.#syntax = syntax
    this.#self = self
    this.#hint = hint
  }

  /** The value of an argument. */
  value(value: Json, type?: ValueType): Content {
    const reference = referenceOf(value)
    if (reference) return this.#reference(reference)
    const plain = literalOf(value)
    const inner = isLiteral(value) ? undefined : (item: Json, of?: ValueType): Content => this.value(item, of)
    return this.#plain(plain, type, inner ?? ((item) => this.#literal(item)))
  }

  /** Members of a body, blocks and arguments each in their form. */
  members(value: JsonObject, schema: BodySchema | undefined): readonly ContentEntry[] {
    return Object.entries(value).flatMap(([name, item]) =>
      this.member(name, item, schema?.members.get(name)).map((content): ContentEntry => [name, content]),
    )
  }

  /** One argument, or any number of blocks. In JSON syntax both are one entry. */
  member(name: string, value: Json, schema: MemberSchema | undefined): readonly Content[] {
    if (!this.#isBlock(name, value, schema)) {
      return [this.value(value, schema?.kind === 'attribute' ? schema.type : undefined)]
    }
    const body = schema && memberBody(schema)
    const plain = literalOf(value)
    const blocks = isList(plain) ? plain.map((item) => this.block(item, body)) : [this.block(plain, body)]
    return this.#syntax === 'json' && isList(plain) ? [{ kind: 'list', items: blocks }] : blocks
  }

  block(value: Json, schema: BodySchema | undefined): Content {
    const plain = literalOf(value)
    const entries = isObject(plain) ? this.members(plain, schema) : []
    return this.#syntax === 'json' ? { kind: 'map', entries } : { kind: 'block', entries }
  }

  #isBlock(name: string, value: Json, schema: MemberSchema | undefined): boolean {
    if (schema?.kind === 'block') return true
    if (referenceOf(value) || !holdsObjects(literalOf(value))) return false
    if (schema !== undefined && !acceptsBlocks(schema)) return false
    const hint = this.#hint(name)
    if (hint !== undefined) return hint === 'block'
    if (schema !== undefined) return true
    if (this.#syntax === 'hcl') this.guesses.push(name)
    return !mapNames.has(name)
  }

  #plain(value: Json, type: ValueType | undefined, inner: (item: Json, of?: ValueType) => Content): Content {
    if (isList(value)) {
      const of = type && 'of' in type ? type.of : undefined
      return { kind: 'list', items: value.map((item) => inner(item, of)) }
    }
    if (!isObject(value)) return { kind: 'scalar', value: this.#scalar(value) }
    const entries = Object.entries(value).map(
      ([key, item]): ContentEntry => [this.#text(key), inner(item, memberType(type, key))],
    )
    return { kind: 'map', entries: [...entries, ...missing(value, type)] }
  }

  #literal(value: Json): Content {
    return this.#plain(value, undefined, (item) => this.#literal(item))
  }

  #reference([root = '', ...steps]: Path): Content {
    const self = root === '$self'
    const path = self ? [...this.#self.path, ...steps] : [root, ...steps]
    const { index } = this.#self
    const content: ReferenceContent = {
      kind: 'reference',
      path,
      ...(self && index !== undefined ? { index: { after: this.#self.path.length, by: index } } : {}),
    }
    return this.#syntax === 'hcl' ? content : { kind: 'scalar', value: `\${${referenceText(content)}}` }
  }

  #scalar(value: string | number | boolean | null): string | number | boolean | null {
    return typeof value === 'string' ? this.#text(value) : value
  }

  /** In JSON syntax a string is a template: its marks are doubled to mean themselves. */
  #text(text: string): string {
    return this.#syntax === 'json' ? text.replace(/[$%](?=\{)/g, '$&$&') : text
  }
}

/** What `$self` means: the resource, and where it has many instances the index of the one. */
export interface Self {
  /** `['aws_s3_bucket', 'logs']`. */
  readonly path: Path
  /** `['count', 'index']`, `['each', 'key']`. */
  readonly index?: Path
}

type ReferenceContent = Extract<Content, { kind: 'reference' }>

/** A reference as a template of JSON syntax holds it. */
export function referenceText({ path, index }: ReferenceContent): string {
  const [first, ...rest] = path
  const written = rest.map((step) =>
    typeof step === 'string' && /^[A-Za-z_][\w-]*$/.test(step) ? `.${step}` : `[${JSON.stringify(step)}]`,
  )
  if (index !== undefined) written.splice(index.after - 1, 0, `[${index.by.join('.')}]`)
  return `${first}${written.join('')}`
}

/** Arguments that hold free-form maps in most providers. */
const mapNames: ReadonlySet<string> = new Set([
  'tags',
  'labels',
  'annotations',
  'metadata',
  'variables',
  'parameters',
])

function holdsObjects(value: Json): boolean {
  return isList(value) ? value.length > 0 && value.every((item) => isObject(item)) : isObject(value)
}

function memberType(type: ValueType | undefined, key: string): ValueType | undefined {
  if (type?.kind === 'map') return type.of
  const member = type?.kind === 'object' ? type.body.members.get(key) : undefined
  return member?.kind === 'attribute' ? member.type : undefined
}

/** Terraform wants every attribute of an object-typed value written, if only as null. */
function missing(value: JsonObject, type: ValueType | undefined): readonly ContentEntry[] {
  if (type?.kind !== 'object') return []
  return [...type.body.members.keys()]
    .filter((name) => !Object.hasOwn(value, name))
    .map((name) => [name, { kind: 'scalar', value: null }])
}
