export { contentOf } from './content.ts'
export type { YamlDocument, YamlPart } from './yaml/document.ts'
export type { Dialect } from './yaml/resolve.ts'
export type { SharedUse, YamlTrace } from './yaml/trace.ts'
export type {
  AliasNode,
  MapEntry,
  MapNode,
  MergedEntry,
  Prop,
  ScalarNode,
  ScalarStyle,
  SeqItem,
  SeqNode,
  YamlNode,
} from './yaml/tree.ts'
export { goYamlSyntax, yamlSyntax } from './yaml/yaml.ts'
