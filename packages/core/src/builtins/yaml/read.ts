import {
  type Alias,
  type Document,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  parseAllDocuments,
  type Scalar,
  type YAMLMap,
} from 'yaml'
import { isNumber, printTerm, RegoObject, type RegoValue } from '../../value/value.ts'
import { BuiltinError } from '../table.ts'
import { resolvePlain } from './scalar.ts'

/** Nodes one text may unfold to: aliases of aliases multiply. */
const maxNodes = 1_000_000
const maxDepth = 1_000

/** Reads the first document as OPA does, which takes the constants of YAML 1.2 and the numbers of both. Throws BuiltinError. */
export function readYaml(source: string): RegoValue {
  const documents = parseAllDocuments(source, { schema: 'failsafe', uniqueKeys: false, logLevel: 'silent' })
  if (!Array.isArray(documents)) return null
  const [first, second] = documents as Document.Parsed[]
  if (first === undefined) return null
  // The reader looks one step beyond the end of the first document.
  if (first.errors.length > 0 || (second?.errors.length ?? 0) > 0) throw new BuiltinError('no YAML')
  if (first.warnings.some(({ code }) => code === 'BAD_DIRECTIVE')) throw new BuiltinError('no such directive')
  const version = first.directives.yaml
  if (version.explicit === true && version.version !== '1.1')
    throw new BuiltinError('another version of YAML')
  return new Reading(first).value(first.contents, 0)
}

class Reading {
  readonly #document: Document.Parsed
  readonly #open = new Set<unknown>()
  #nodes = 0

  constructor(document: Document.Parsed) {
    this.#document = document
  }

  value(node: unknown, depth: number): RegoValue {
    if (++this.#nodes > maxNodes || depth > maxDepth) throw new BuiltinError('too many nodes')
    if (node === null || node === undefined) return null
    if (isAlias(node)) return this.#alias(node, depth)
    if (isScalar(node)) return scalarValue(node)
    if (isSeq(node)) return node.items.map((item) => this.value(item, depth + 1))
    if (isMap(node)) return this.#map(node, depth)
    throw new BuiltinError('no YAML value')
  }

  #alias(alias: Alias, depth: number): RegoValue {
    const target = alias.resolve(this.#document)
    if (target === undefined || this.#open.has(target)) throw new BuiltinError('an alias leads nowhere')
    this.#open.add(target)
    const value = this.value(target, depth + 1)
    this.#open.delete(target)
    return value
  }

  #map(map: YAMLMap, depth: number): RegoValue {
    const own: [string, RegoValue][] = []
    const merged: (readonly [RegoValue, RegoValue])[] = []
    for (const { key, value } of map.items) {
      if (isMerge(key)) merged.push(...this.#merge(value, depth))
      else own.push([keyText(this.value(key, depth + 1)), this.value(value, depth + 1)])
    }
    return new RegoObject([...merged, ...own])
  }

  /** Members of the map, or of the maps of a list, the first of which wins. */
  #merge(node: unknown, depth: number): (readonly [RegoValue, RegoValue])[] {
    const value = this.value(node, depth + 1)
    const maps = Array.isArray(value) ? (value as readonly RegoValue[]).toReversed() : [value]
    return maps.flatMap((map) => {
      if (!(map instanceof RegoObject)) throw new BuiltinError('only maps can be merged')
      return [...map.entries()]
    })
  }
}

function isMerge(key: unknown): boolean {
  return isScalar(key) && key.type === 'PLAIN' && key.source === '<<'
}

/** JSON has text keys only; a map, a list or null is no key. */
function keyText(key: RegoValue): string {
  if (typeof key === 'string') return key
  if (isNumber(key) || typeof key === 'boolean') return printTerm(key)
  throw new BuiltinError('no key')
}

function scalarValue(scalar: Scalar): RegoValue {
  // The library itself reads what is tagged as binary or as a time.
  const source = typeof scalar.value === 'string' ? scalar.value : (scalar.source ?? '')
  const tag = scalar.tag?.replace('tag:yaml.org,2002:', '!!')
  const plain = scalar.type === 'PLAIN' || scalar.type === undefined
  if (tag?.startsWith('!!') === true) return tagged(tag, source)
  if (!plain || tag === '!') return source
  const value = resolvePlain(source)
  if (value === undefined) throw new BuiltinError('no JSON number')
  return value
}

function tagged(tag: string, source: string): RegoValue {
  const value = resolvePlain(source)
  const fits: { readonly [tag: string]: boolean } = {
    '!!null': value === null,
    '!!bool': typeof value === 'boolean',
    '!!int': isNumber(value) && /^-?\d+$/.test(printTerm(value)),
    '!!float': isNumber(value),
  }
  if (tag === '!!str') return source
  if (tag === '!!binary') return decoded(source)
  if (tag === '!!timestamp') return timestamp(source)
  if (!Object.hasOwn(fits, tag)) return value ?? source
  if (fits[tag] !== true || value === undefined) throw new BuiltinError(`no ${tag}`)
  return value
}

function decoded(source: string): string {
  try {
    const bytes = Uint8Array.from(atob(source.replace(/\s+/g, '')), (character) => character.charCodeAt(0))
    return new TextDecoder().decode(bytes)
  } catch {
    throw new BuiltinError('no base64')
  }
}

/** A date alone is midnight, UTC. */
function timestamp(source: string): RegoValue {
  if (/^\d{4}-\d\d-\d\d$/.test(source)) return `${source}T00:00:00Z`
  if (/^\d{4}-\d\d-\d\d[Tt ]/.test(source)) return source.replace(/[t ]/, 'T')
  throw new BuiltinError('no timestamp')
}
