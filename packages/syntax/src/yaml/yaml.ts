import type { Syntax } from '../document.ts'
import { parseYaml, type YamlDocument } from './document.ts'

/** YAML 1.2, scalars read by its core schema. */
export const yamlSyntax: Syntax<YamlDocument> = {
  format: 'yaml',
  parse: (text, options) => parseYaml(text, 'core', options?.previous),
}

/** YAML with scalars read as Kubernetes' own tools read them. */
export const goYamlSyntax: Syntax<YamlDocument> = {
  format: 'yaml',
  parse: (text, options) => parseYaml(text, 'go', options?.previous),
}
