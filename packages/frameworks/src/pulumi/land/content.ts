import type { Json, JsonObject, Path, Refusal, Result } from '@regraft/model'
import { err, isList, isObject, ok } from '@regraft/model'
import type { Content, ContentEntry } from '@regraft/syntax'
import { camelCase } from '../../schema/names.ts'
import type { MemberSchema, ValueType } from '../../schema/types.ts'
import { isLiteral, literalOf, referenceOf } from '../../terraform/land/values.ts'
import { spellingOf } from '../names.ts'
import { typeOf } from '../read.ts'
import { refuse } from './refusals.ts'

type Written = Result<Content, Refusal>

/** Turns values of the model into content of a program, with the program's names. */
export class Writer {
  readonly #type: string
  readonly #reference: (steps: Path) => Result<Path, Refusal>

  /** `reference` says how the program writes a `$ref`. */
  constructor(type: string, reference: (steps: Path) => Result<Path, Refusal>) {
    this.#type = type
    this.#reference = reference
  }

  /** `names` are Terraform's from the resource to the value. */
  value(value: Json, type: ValueType, names: readonly string[]): Written {
    const steps = referenceOf(value)
    if (steps !== undefined) {
      const path = this.#reference(steps)
      return path.ok ? ok({ kind: 'reference', path: path.value }) : path
    }
    const plain = literalOf(value)
    // What `$lit` protects refers to nothing.
    const inner = isLiteral(value) ? new Writer(this.#type, () => err(noReference)) : this
    if (isList(plain)) return inner.#list(plain, 'of' in type && type.kind !== 'map' ? type.of : type, names)
    if (isObject(plain)) return inner.#object(plain, type, names)
    return ok({ kind: 'scalar', value: plain })
  }

  /** The property of a member and its value. */
  member(member: MemberSchema, value: Json, names: readonly string[]): Result<ContentEntry, Refusal> {
    const path = [...names, member.name]
    const { name, form } = spellingOf(this.#type, path, member)
    const type = typeOf(member)
    const plain = literalOf(value)
    if (form === 'one' && isList(plain)) {
      const [only, ...more] = plain
      if (only === undefined || more.length > 0)
        return refuse('WRONG_SHAPE', `${this.#type} takes one ${path.join('.')} here`)
      return entry(name, this.value(only, 'of' in type ? type.of : type, path))
    }
    const content = this.value(value, type, path)
    if (form === 'many' && content.ok && content.value.kind === 'map')
      return ok([name, { kind: 'list', items: [content.value] }])
    return entry(name, content)
  }

  #list(items: readonly Json[], type: ValueType, names: readonly string[]): Written {
    const contents: Content[] = []
    for (const item of items) {
      const content = this.value(item, type, names)
      if (!content.ok) return content
      contents.push(content.value)
    }
    return ok({ kind: 'list', items: contents })
  }

  #object(object: JsonObject, type: ValueType, names: readonly string[]): Written {
    const entries: ContentEntry[] = []
    for (const [key, value] of Object.entries(object)) {
      // To Terraform null says the same as leaving the argument out.
      if (value === null && type.kind === 'object') continue
      const written = this.#entry(key, value, type, names)
      if (!written.ok) return written
      entries.push(written.value)
    }
    return ok({ kind: 'map', entries })
  }

  #entry(key: string, value: Json, type: ValueType, names: readonly string[]): Result<ContentEntry, Refusal> {
    if (type.kind !== 'object')
      return entry(key, this.value(value, type.kind === 'map' ? type.of : type, names))
    const member = type.body.members.get(key)
    if (member !== undefined) return this.member(member, value, names)
    return entry(camelCase(key), this.value(value, { kind: 'any' }, [...names, key]))
  }
}

const noReference: Refusal = { code: 'WRONG_SHAPE', reason: 'a literal refers to nothing' }

function entry(name: string, content: Written): Result<ContentEntry, Refusal> {
  return content.ok ? ok([name, content.value]) : content
}
