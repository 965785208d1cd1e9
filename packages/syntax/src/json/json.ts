import type { Syntax } from '../document.ts'
import { type JsonDocument, parseJsonText } from './document.ts'

/** JSON (RFC 8259). Comments and trailing commas, which some tools allow, are kept and warned of. */
export const jsonSyntax: Syntax<JsonDocument> = {
  format: 'json',
  parse: (text, options) => parseJsonText(text, options?.previous),
}
