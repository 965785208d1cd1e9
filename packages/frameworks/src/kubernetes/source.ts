import type { Json, Path } from '@regraft/model'
import { isList, isObject, unknown } from '@regraft/model'
import type { Document, JsonDocument, YamlDocument, YamlNode, YamlPart } from '@regraft/syntax'

/** A manifest file of either format. */
export type ManifestDocument = YamlDocument | JsonDocument

export function isManifestDocument(document: Document | undefined): document is ManifestDocument {
  return (
    (document?.format === 'yaml' && 'parts' in document) ||
    (document?.format === 'json' && 'value' in document)
  )
}

/** A document of a file: its path and what a policy sees of it. */
export interface Root {
  readonly path: Path
  readonly value: Json
}

export function rootsOf(document: ManifestDocument): readonly Root[] {
  if (document.format === 'json') return [{ path: [], value: valueOfJson(document) }]
  return document.parts.map((part, i) => ({ path: [i], value: valueOfPart(document, part) }))
}

const markedJson = new WeakMap<JsonDocument, Json>()

function valueOfJson(document: JsonDocument): Json {
  if (!document.text.includes('{{')) return document.value
  const known = markedJson.get(document)
  if (known !== undefined) return known
  const value = markStrings(document.value)
  markedJson.set(document, value)
  return value
}

function markStrings(value: Json): Json {
  if (typeof value === 'string') return isTemplateText(value) ? unknown(value) : value
  if (isList(value)) return value.map(markStrings)
  if (!isObject(value)) return value
  return Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, markStrings(entry)]))
}

/** Kept by value: a document that did not change gives the very same value, so nobody has to compare it. */
const markedYaml = new WeakMap<object, Json>()

function valueOfPart(document: YamlDocument, part: YamlPart): Json {
  const { value } = part
  const text = document.text.slice(part.range.start, part.range.end)
  if (!isObject(value) || (!text.includes('{{') && !text.includes('!'))) return value
  const known = markedYaml.get(value)
  if (known !== undefined) return known
  const marked = document.marked(part, opaque)
  markedYaml.set(value, marked)
  return marked
}

/** What stands in for a value that something else will make: a template's, or that of a tag Kubernetes does not know. */
function opaque(node: YamlNode): Json | undefined {
  const tag = opaqueTag(node)
  if (tag !== undefined) return unknown(node.kind === 'scalar' ? `${tag} ${node.text}`.trim() : tag)
  return node.kind === 'scalar' && isTemplate(node) ? unknown(node.text) : undefined
}

/** `{{ … }}` in a block scalar is a script's or another tool's own text; in any other string it is the value's. */
export function isTemplate(node: YamlNode): boolean {
  return node.kind === 'scalar' && node.style !== 'block' && isTemplateText(node.text)
}

export function isTemplateText(text: string): boolean {
  const open = text.indexOf('{{')
  return open >= 0 && text.indexOf('}}', open + 2) >= 0
}

/** A tag that is not one of YAML's own. */
function opaqueTag(node: YamlNode): string | undefined {
  if (node.props.length === 0) return undefined
  const name = node.props.find((prop) => prop.kind === 'tag')?.name
  return name === undefined || name === '!' || name.startsWith('tag:yaml.org,2002:') ? undefined : name
}
