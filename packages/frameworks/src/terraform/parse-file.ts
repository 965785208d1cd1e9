import type { Document, ParseOptions } from '@regraft/syntax'
import { hclSyntax } from '@regraft/syntax/hcl'
import { jsonSyntax } from '@regraft/syntax/json'
import { isJsonSyntax } from './files.ts'
import { followed } from './hcl-blocks.ts'

/** Parses a file in the syntax that its name tells. */
export function parseFile(path: string, text: string, options?: ParseOptions): Document {
  const document = (isJsonSyntax(path) ? jsonSyntax : hclSyntax).parse(text, options)
  followed(document, options?.previous)
  return document
}
