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
