export { contentOf, contentValue } from './content.ts'
export type {
  Comment,
  Content,
  ContentEntry,
  Document,
  DocumentOp,
  Format,
  ParseOptions,
  RangePart,
  Syntax,
} from './document.ts'
export * from './hcl.ts'
export * from './json.ts'
export * from './yaml.ts'
