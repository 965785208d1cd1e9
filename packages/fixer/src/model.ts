import type { Change } from '@regraft/frameworks'
import type { Json, Path } from '@regraft/model'
import { isList, isObject } from '@regraft/model'
import { insideText } from './documents.ts'

/**
 * The model after a change: the meaning of an edit, to compare with what the edited text says.
 * Missing parents become objects, or a list where the next step is 0. A change that cannot apply leaves the model as it is.
 * A path may lead on into a text that is JSON, which then says the changed document, in whatever form.
 */
export function applyChange(model: Json, change: Change): Json {
  switch (change.kind) {
    case 'put':
      return put(model, change.path, change.value)
    case 'remove':
      return edit(model, change.path, (parent, step) => without(parent, step))
    case 'rename':
      return edit(model, change.path, (parent, step) => renamed(parent, step, change.to))
    case 'add_resource':
      return model
  }
}

export function applyChanges(model: Json, changes: readonly Change[]): Json {
  return changes.reduce(applyChange, model)
}

function put(node: Json | undefined, path: Path, value: Json): Json {
  const [step, ...rest] = path
  if (step === undefined) return value
  const text = insideText(node, (document) => put(document, path, value))
  if (text !== undefined) return text
  if (typeof step === 'number') {
    const list = isList(node) ? [...node] : []
    list[step] = put(list[step], rest, value)
    return list
  }
  const object = isObject(node) ? node : {}
  return { ...object, [step]: put(object[step], rest, value) }
}

function edit(node: Json, path: Path, change: (parent: Json, step: string | number) => Json): Json {
  const [step, ...rest] = path
  if (step === undefined) return node
  const text = insideText(node, (document) => edit(document, path, change))
  if (text !== undefined) return text
  if (rest.length === 0) return change(node, step)
  if (isList(node) && typeof step === 'number' && step in node)
    return node.map((item, i) => (i === step ? edit(item, rest, change) : item))
  if (isObject(node) && typeof step === 'string' && Object.hasOwn(node, step))
    return { ...node, [step]: edit(node[step] as Json, rest, change) }
  return node
}

function without(parent: Json, step: string | number): Json {
  if (isList(parent)) return parent.filter((_, i) => i !== step)
  if (!isObject(parent)) return parent
  return Object.fromEntries(Object.entries(parent).filter(([key]) => key !== step))
}

function renamed(parent: Json, step: string | number, to: string): Json {
  if (!isObject(parent)) return parent
  return Object.fromEntries(Object.entries(parent).map(([key, value]) => [key === step ? to : key, value]))
}
