import type { Path } from '@regraft/model'
import {
  type Body,
  type Content,
  constantOf,
  type DocumentOp,
  type Expression,
  type HclDocument,
  keyOf,
  traversalOf,
} from '@regraft/syntax'

/** What a text means, as far as operations go: maps are keyed, blocks are lists, computed values are their source. */
export type Model =
  | { readonly scalar: string | number | boolean | null }
  | { readonly source: string }
  | { readonly reference: Path }
  | { readonly list: readonly Model[] }
  | { readonly map: ReadonlyMap<string, Model> }
  | { readonly labels: readonly string[]; readonly map: ReadonlyMap<string, Model> }

export function modelOf(document: HclDocument): Model {
  return { map: bodyModel(document, document.body) }
}

function bodyModel(document: HclDocument, body: Body): Map<string, Model> {
  const out = new Map<string, Model>()
  const blocks = new Map<string, Model[]>()
  for (const item of body.items) {
    if (item.kind === 'attribute') {
      out.set(item.name, valueModel(document, item.value))
      continue
    }
    const list = blocks.get(item.type) ?? []
    list.push({ labels: item.labels.map((label) => label.value), map: bodyModel(document, item.body) })
    blocks.set(item.type, list)
  }
  for (const [type, list] of blocks) out.set(out.has(type) ? `block ${type}` : type, { list })
  return out
}

function valueModel(document: HclDocument, expression: Expression): Model {
  if (expression.kind === 'parentheses') return valueModel(document, expression.expression)
  if (expression.kind === 'tuple') return { list: expression.items.map((item) => valueModel(document, item)) }
  if (expression.kind === 'object') {
    const map = new Map<string, Model>()
    for (const item of expression.items) {
      map.set(keyOf(item) ?? `expression ${document.source(item.key)}`, valueModel(document, item.value))
    }
    return { map }
  }
  const constant = constantOf(expression)
  if (constant === null || (constant !== undefined && typeof constant !== 'object'))
    return { scalar: constant }
  const reference = traversalOf(expression)
  return reference === undefined
    ? { source: document.source(expression).replaceAll('\r\n', '\n') }
    : { reference }
}

function contentModel(content: Content): Model {
  switch (content.kind) {
    case 'scalar':
      return { scalar: content.value }
    case 'reference':
      return { reference: content.path }
    case 'list':
      return { list: content.items.map(contentModel) }
    case 'map':
      return { map: new Map(content.entries.map(([key, value]) => [key, contentModel(value)])) }
    case 'block':
      return {
        labels: content.labels ?? [],
        map: new Map(
          content.entries.map(([key, value]) => {
            const model = contentModel(value)
            return [key, value.kind === 'block' ? { list: [model] } : model]
          }),
        ),
      }
  }
}

/** The model after an operation, by the meaning of operations alone. */
export function applied(model: Model, op: DocumentOp): Model {
  switch (op.op) {
    case 'put':
      return putIn(model, op.path, op.content)
    case 'remove':
      return removeIn(model, op.path)
    case 'rename':
      return renameIn(model, op.path, op.to)
    case 'insert':
      return insertIn(model, op.after, op.content)
  }
}

type Change = (model: Model | undefined) => Model | undefined

/** The model with the part at a path changed; undefined takes it away. */
function changed(model: Model | undefined, path: Path, change: Change): Model | undefined {
  const [step, ...rest] = path
  if (step === undefined) return change(model)
  if (model === undefined) return undefined
  if ('list' in model && typeof step === 'number') {
    const part = changed(model.list[step], rest, change)
    const list = model.list.slice()
    if (part === undefined) list.splice(step, 1)
    else list[step] = part
    return list.length === 0 && rest.length === 0 && isBlocks(model) ? undefined : { list }
  }
  if (!('map' in model)) return model
  const part = changed(model.map.get(String(step)), rest, change)
  const map = new Map(model.map)
  if (part === undefined) map.delete(String(step))
  else map.set(String(step), part)
  return { ...model, map }
}

function isBlocks(model: Model): boolean {
  return 'list' in model && model.list.every((item) => 'labels' in item)
}

function putIn(model: Model, path: Path, content: Content): Model {
  const written = contentModel(content)
  const result = changed(model, path, (old) => {
    if (content.kind !== 'block') return written
    const before = old !== undefined && 'list' in old ? old.list[0] : old
    const kept =
      before !== undefined && 'labels' in before && content.labels === undefined ? before.labels : undefined
    const block = { ...written, ...(kept === undefined ? {} : { labels: kept }) } as Model
    return typeof path[path.length - 1] === 'number' ? block : { list: [block] }
  })
  return result ?? model
}

function removeIn(model: Model, path: Path): Model {
  return changed(model, path, () => undefined) ?? model
}

function renameIn(model: Model, path: Path, to: string): Model {
  const last = path[path.length - 1]
  const holder = typeof last === 'number' ? path.slice(0, -2) : path.slice(0, -1)
  const from = String(typeof last === 'number' ? path[path.length - 2] : last)
  const result = changed(model, holder, (old) => {
    if (old === undefined || !('map' in old)) return old
    const map = new Map(old.map)
    const value = map.get(from)
    if (value === undefined) return old
    if (typeof last === 'number' && 'list' in value) {
      const rest = value.list.toSpliced(last, 1)
      if (rest.length === 0) map.delete(from)
      else map.set(from, { list: rest })
      map.set(to, { list: [value.list[last] as Model] })
      return { ...old, map }
    }
    map.delete(from)
    map.set(to, value)
    return { ...old, map }
  })
  return result ?? model
}

function insertIn(model: Model, after: Path, content: Content): Model {
  if (content.kind !== 'block' || content.type === undefined) return model
  const { type } = content
  const last = after[after.length - 1]
  const holder = typeof last === 'number' ? after.slice(0, -2) : after.slice(0, -1)
  const result = changed(model, holder, (old) => {
    if (old === undefined || !('map' in old)) return old
    const value = old.map.get(type)
    const list = value !== undefined && 'list' in value ? value.list : []
    const at = typeof last === 'number' && after[after.length - 2] === type ? last + 1 : list.length
    return { ...old, map: new Map(old.map).set(type, { list: list.toSpliced(at, 0, contentModel(content)) }) }
  })
  return result ?? model
}

/** Plain data for comparison; the order of keys does not matter. */
export function plain(model: Model): unknown {
  if ('list' in model) return model.list.map(plain)
  if (!('map' in model)) return model
  const entries = [...model.map].map(([key, value]) => [key, plain(value)])
  return { ...('labels' in model ? { labels: model.labels } : {}), entries: Object.fromEntries(entries) }
}
