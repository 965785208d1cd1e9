import type { JsonObject } from '@regraft/model'
import { isObject } from '@regraft/model'
import { goYamlSyntax } from '@regraft/syntax/yaml'
import type { ForeignFiles } from '../sources.ts'

/** What files named `data.json`, `data.yaml` or in a folder `data` hold, joined in order of path. */
export function dataIn(files: ForeignFiles): JsonObject {
  return Object.entries(files)
    .filter(([path]) => /(?:^|\/)data(?:\.|\/[^/]*\.)(?:json|ya?ml)$/.test(path))
    .reduce((all: JsonObject, [, text]) => {
      const value = goYamlSyntax.parse(text).parts[0]?.value ?? null
      return isObject(value) ? { ...all, ...value } : all
    }, {})
}
