import type { Json, JsonObject } from '@regraft/model'

/** An object without its undefined members. */
export function present(members: { readonly [key: string]: Json | undefined }): JsonObject {
  const out: { [key: string]: Json } = {}
  for (const [key, value] of Object.entries(members)) if (value !== undefined) out[key] = value
  return out
}
