import type { Json, JsonObject } from '@regraft/model'
import { equalJson } from '@regraft/model'
import type { BodySchema } from '../schema/types.ts'
import type { DefinitionKind } from './definitions.ts'
import type { Scope } from './evaluate.ts'
import { resourceInput } from './input.ts'
import type { Body } from './source.ts'

interface Cached {
  readonly input: JsonObject
  readonly used: readonly Used[]
}

interface Used {
  readonly kind: DefinitionKind
  readonly name: string
  readonly value: Json
}

/** Bodies live as long as the document they are of: what did not change is not evaluated again. */
const cache = new WeakMap<Body, Cached>()

/**
 * The input of a resource; the same object as before when its document is the same and every variable and local it takes
 * has the same value. A heal loads a directory anew after each edit of one of its files.
 */
export function cachedInput(body: Body, schema: BodySchema | undefined, scope: Scope): JsonObject {
  const known = cache.get(body)
  if (known?.used.every(({ kind, name, value }) => equalJson(scope.value(kind, name), value)))
    return known.input
  const used = new Map<string, Used>()
  const input = resourceInput(body, schema, {
    value(kind, name) {
      const value = scope.value(kind, name)
      used.set(`${kind}.${name}`, { kind, name, value })
      return value
    },
  })
  cache.set(body, { input, used: [...used.values()] })
  return input
}
