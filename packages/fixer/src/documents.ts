import type { Json, Path } from '@regraft/model'
import { documentIn, isList, isObject, isUnknown, valueIn } from '@regraft/model'

/** A text that is JSON after a change of what it says; undefined for any other value. */
export function insideText(text: Json | undefined, change: (document: Json) => Json): Json | undefined {
  const document = documentIn(text)
  if (document === undefined || document === text) return undefined
  const changed = change(document)
  return isUnknown(text) ? { ...text, $json: changed } : JSON.stringify(changed)
}

/** Where a path leads into texts that are JSON: paths of those texts, the outermost first. */
export function textsOn(path: Path, model: Json): readonly Path[] {
  return path
    .map((_, i) => path.slice(0, i))
    .filter((prefix) => {
      const value = valueIn(model, prefix)
      const document = documentIn(value)
      return document !== undefined && document !== value
    })
}

/** The model with the texts at these paths, the outermost first, replaced by what they say. */
export function openedAt(paths: readonly Path[], model: Json): Json {
  return paths.reduce((opened, path) => openAt(opened, path), model)
}

function openAt(value: Json, [step, ...rest]: Path): Json {
  if (step === undefined) return documentIn(value) ?? value
  if (isList(value)) return value.map((item, i) => (i === step ? openAt(item, rest) : item))
  if (!isObject(value) || !Object.hasOwn(value, step)) return value
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [key, key === step ? openAt(item, rest) : item]),
  )
}
