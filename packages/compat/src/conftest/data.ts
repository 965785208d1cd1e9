import type { Json, JsonObject } from '@regraft/model'
import { isObject, setMember } from '@regraft/model'
import { goYamlSyntax } from '@regraft/syntax/yaml'
import type { ForeignFiles } from '../sources.ts'

/** What files named `data.json`, `data.yaml` or in a folder `data` hold, joined in order of path. */
export function dataIn(files: ForeignFiles): JsonObject {
  const all: Record<string, Json> = {}
  for (const [path, text] of Object.entries(files)) {
    if (!/(?:^|\/)data(?:\.|\/[^/]*\.)(?:json|ya?ml)$/.test(path)) continue
    const value = goYamlSyntax.parse(text).parts[0]?.value ?? null
    for (const [name, member] of Object.entries(isObject(value) ? value : {})) setMember(all, name, member)
  }
  return all
}
