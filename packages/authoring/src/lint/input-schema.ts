import type { Policy } from '@regraft/core'
import {
  type BodySchema,
  type MemberSchema,
  type ResourceSchema,
  resourceSchema,
  type ValueType,
} from '@regraft/frameworks'
import type { Json, JsonObject } from '@regraft/model'
import type { TypedSchema } from '@regraft/rego'
import { isKind } from './kinds.ts'

/** What any value may be instead: something that is not known offline. */
const markers: JsonObject = { $unknown: { type: 'string' }, $refs: { type: 'array' } }

const unknown: JsonObject = {
  unknown: { type: 'object', properties: markers },
  // Only a text can be a document of which parts are known.
  unknownText: { type: 'object', properties: { ...markers, $json: {} } },
}

/** No scalar has a type of its own: an argument of a module may be written as another, and policies compare with any. */
const scalar: Json = {
  anyOf: [{ type: 'string' }, { type: 'number' }, { type: 'boolean' }, { $ref: '#/definitions/unknownText' }],
}

/** Types of `input` for rules whose resource types are known, as JSON Schema that OPA's checker takes. */
export function inputSchemas(
  policies: readonly { readonly package: string; readonly policy: Policy }[],
): TypedSchema[] {
  const byTypes = new Map<string, { readonly types: readonly string[]; readonly packages: string[] }>()
  for (const { package: name, policy } of policies) {
    const types = [...policy.resources].sort()
    const known = byTypes.get(types.join())
    if (known === undefined) byTypes.set(types.join(), { types, packages: [name] })
    else known.packages.push(name)
  }
  return [...byTypes.values()].flatMap(({ types, packages }) =>
    schemasOf(types).map((typed) => ({ ...typed, packages })),
  )
}

type PathSchema = Omit<TypedSchema, 'packages'>

function schemasOf(types: readonly string[]): PathSchema[] {
  if (types.length > 0 && types.every(isKind)) return manifestSchemas
  const known = types.map(resourceSchema)
  // Of a type that no table has anything may be read.
  if (known.length === 0 || !known.every((schema) => schema !== undefined)) return []
  return [{ path: 'input', schema: resourcesSchema(known) }]
}

/** Kinds have no table, but all of them have the metadata of the Kubernetes API: ObjectMeta of meta/v1. */
const objectMeta = [
  ...['annotations', 'creationTimestamp', 'deletionGracePeriodSeconds', 'deletionTimestamp', 'finalizers'],
  ...['generateName', 'generation', 'labels', 'managedFields', 'name', 'namespace', 'ownerReferences'],
  ...['resourceVersion', 'selfLink', 'uid', 'clusterName'],
]

const manifestSchemas: PathSchema[] = [
  { path: 'input', schema: { type: 'object' } },
  { path: 'input.apiVersion', schema: withUnknown(scalar) },
  { path: 'input.kind', schema: withUnknown(scalar) },
  {
    path: 'input.metadata',
    schema: {
      type: 'object',
      properties: { ...Object.fromEntries(objectMeta.map((name) => [name, {}])), ...markers },
    },
  },
]

function withUnknown(schema: JsonObject): JsonObject {
  return { ...schema, definitions: unknown }
}

/** A rule that is asked about several types may read what only one of them has. */
function resourcesSchema(resources: readonly ResourceSchema[]): Json {
  const bodies = new Bodies()
  const anyOf = resources.map((resource) => bodies.reference(resource, { $address: { type: 'string' } }))
  return { anyOf, definitions: bodies.definitions }
}

/** Each body once, however often types share it. */
class Bodies {
  readonly definitions: { [name: string]: Json } = { ...unknown }
  readonly #names = new Map<BodySchema, string>()

  reference(body: BodySchema, more: JsonObject = {}): Json {
    if (!body.complete) return {}
    let name = this.#names.get(body)
    if (name === undefined) {
      name = `b${this.#names.size}`
      this.#names.set(body, name)
      const members = [...body.computed.values(), ...body.members.values()]
      const properties = Object.fromEntries(members.map((member) => [member.name, this.#member(member)]))
      this.definitions[name] = { type: 'object', properties: { ...properties, ...markers, ...more } }
    }
    return { $ref: `#/definitions/${name}` }
  }

  #member(member: MemberSchema): Json {
    if (member.kind === 'attribute') return this.#value(member.type)
    const body = this.reference(member.body)
    return member.nesting === 'single' ? body : this.#list(body)
  }

  #value(type: ValueType): Json {
    switch (type.kind) {
      case 'any':
        return {}
      case 'map':
        return { type: 'object' }
      case 'object':
        return this.reference(type.body)
      case 'list':
      case 'set':
        return this.#list(this.#value(type.of))
      default:
        return scalar
    }
  }

  #list(items: Json): Json {
    return { anyOf: [{ type: 'array', items }, { $ref: '#/definitions/unknown' }] }
  }
}
