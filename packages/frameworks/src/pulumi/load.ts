import type { JsonObject } from '@regraft/model'
import { isObject } from '@regraft/model'
import type { NewExpression, TypescriptDocument } from '@regraft/syntax/typescript'
import type { Loaded, ReadDocument, Unit } from '../framework.ts'
import { uniqueAddresses } from '../kubernetes/identity.ts'
import { resourceSchema } from '../schema/resource-schema.ts'
import type { ResourceSchema, ValueType } from '../schema/types.ts'
import { addressOf, type Maker, makersIn } from './makers.ts'
import type { Node } from './node.ts'
import { Program } from './program.ts'
import { readNode } from './read.ts'
import { Budget, Reading } from './reading.ts'
import { PulumiResource } from './resource.ts'

/** Values that a unit's resources may read through variables. */
const maxFollowed = 200_000

/** Reads the resources of a unit. Nothing is executed: what the text does not say is unknown. */
export function loadUnit(unit: Unit, read: ReadDocument): Loaded {
  const documents = new Map<string, TypescriptDocument>()
  for (const file of unit.files) {
    const document = read(file)
    if (isTypescript(document)) documents.set(file, document)
  }
  const program = new Program(documents)
  const unique = uniqueAddresses()
  // Addresses come first: any value may refer to any resource.
  const makers = [...documents].flatMap(([file, document]) =>
    makersIn(program, file, document).map((maker) => {
      const address = unique(addressOf(program, maker))
      program.declare(file, maker.node.index, address, maker.type)
      return { maker, address }
    }),
  )
  const budget = new Budget(maxFollowed)
  const resources = makers.map(({ maker, address }) => build(maker, address, program, budget))
  return { unit, resources, diagnostics: [] }
}

function isTypescript(document: ReturnType<ReadDocument>): document is TypescriptDocument {
  return document?.format === 'typescript'
}

function build(maker: Maker, address: string, program: Program, budget: Budget): PulumiResource {
  const { file, node, type, kind } = maker
  const schema = kind === undefined ? resourceSchema(type) : undefined
  const root = rootOf(new Reading(program, type, address, budget), file, node, schema)
  const said = isObject(root.json) ? root.json : {}
  const input: JsonObject = kind === undefined ? said : { ...kind, ...said }
  return new PulumiResource({ type, address, input, file, program, node, schema, root })
}

/** The arguments; where the program gives none, the place where they would stand. */
function rootOf(
  reading: Reading,
  file: string,
  node: NewExpression,
  schema: ResourceSchema | undefined,
): Node {
  const type: ValueType = schema === undefined ? { kind: 'any' } : { kind: 'object', body: schema }
  const place = { file, path: ['new', node.index, 'arguments', 1] }
  const entry = { place, links: [] }
  const [first, second] = node.items
  const spread = [first, second].find((item) => item?.kind === 'spread')
  if (spread !== undefined) {
    const json = reading.unknown(file, spread.value)
    return { json, form: 'opaque', why: 'a spread holds the arguments', ...empty(type, entry) }
  }
  const read =
    second && readNode(reading, { value: second.value, place, links: [] }, { at: [], type, names: [], entry })
  return read ?? { json: {}, form: 'object', missing: true, ...empty(type, entry) }
}

function empty(type: ValueType, entry: Node['entry']): Omit<Node, 'json' | 'form'> {
  return { place: entry.place, links: [], entry, children: new Map(), bare: false, type, names: [] }
}
