import type { Json, JsonObject, Path } from '@regraft/model'
import { isList, isObject } from '@regraft/model'
import type { TypescriptDocument, Value } from '../src/typescript.ts'

/** Literals as JSON; whatever is computed as its text, with line breaks of one kind. */
function literal(document: TypescriptDocument, value: Value): Json {
  const textOf = ({ start, end }: { start: number; end: number }): string =>
    document.text.slice(start, end).replace(/\r\n/g, '\n')
  switch (value.kind) {
    case 'scalar':
      return typeof value.value === 'string' ? value.value.replace(/\r\n/g, '\n') : value.value
    case 'list':
      return value.items.map((item) =>
        item.kind === 'item' ? literal(document, item.value) : { '...': textOf(item.range) },
      )
    case 'map':
      return Object.fromEntries(
        value.entries.map((entry): [string, Json] =>
          entry.kind === 'property'
            ? [`.${entry.key}`, literal(document, entry.value)]
            : [`${entry.kind} ${textOf(entry.range)}`, entry.key ?? null],
        ),
      )
    default:
      return { $: textOf(value.range) }
  }
}

/** Everything that a document's new expressions say. */
export function model(document: TypescriptDocument): readonly Json[] {
  return document.news.map((node) => ({
    callee: node.callee?.join('.') ?? null,
    items: node.items.map((item) => literal(document, item.value)),
  }))
}

/** A literal with one thing changed: what an edit must have meant. */
export function changed(root: Json, path: Path, change: (parent: Json, step: string | number) => Json): Json {
  const [step, ...rest] = path
  if (step === undefined) return root
  if (rest.length === 0) return change(root, step)
  if (isList(root)) return root.map((item, i) => (i === step ? changed(item, rest, change) : item))
  if (!isObject(root)) return root
  const key = `.${step}`
  return { ...root, [key]: changed(root[key] ?? null, rest, change) }
}

export function withValue(value: Json): (parent: Json, step: string | number) => Json {
  return (parent, step) => {
    if (!isList(parent)) return { ...(parent as JsonObject), [`.${step}`]: value }
    return Object.assign([...parent], { [step]: value })
  }
}

export function withoutStep(parent: Json, step: string | number): Json {
  if (isList(parent)) return parent.filter((_, i) => i !== step)
  return Object.fromEntries(Object.entries(parent as JsonObject).filter(([key]) => key !== `.${step}`))
}

export function renamedTo(to: string): (parent: Json, step: string | number) => Json {
  return (parent, step) =>
    Object.fromEntries(
      Object.entries(parent as JsonObject).map(([key, value]) => [
        key === `.${step}` ? `.${to}` : key,
        value,
      ]),
    )
}

/** Paths of all properties and items inside a literal. */
export function* pathsIn(value: Value): Generator<Path> {
  if (value.kind === 'map') {
    for (const entry of value.entries) {
      if (entry.kind !== 'property') continue
      yield [entry.key]
      for (const path of pathsIn(entry.value)) yield [entry.key, ...path]
    }
  } else if (value.kind === 'list')
    for (const [i, item] of value.items.entries()) {
      if (item.kind !== 'item') return
      yield [i]
      for (const path of pathsIn(item.value)) yield [i, ...path]
    }
}
