import type { Json, Path } from '@regraft/model'
import { documentIn, isList, isObject, valueIn } from '@regraft/model'

/** Where a path leads into strings that are JSON, the outermost first: paths of those strings. */
export function documentsOn(path: Path, model: Json): readonly Path[] {
  return path
    .map((_, i) => path.slice(0, i))
    .filter((prefix) => {
      const value = valueIn(model, prefix)
      return typeof value === 'string' && documentIn(value) !== undefined
    })
}

/** The model with the strings at these paths, the outermost first, replaced by what they say. */
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
