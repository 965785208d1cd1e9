import type { Variant, Written } from './variant.ts'
import { each } from './variant.ts'

/** Line endings, byte order mark, missing last newline: what an edit must take from the file it edits. */
export function byteVariants({ before, after }: Written): Variant[] {
  const crlf = (text: string): string => text.replaceAll('\n', '\r\n')
  const bom = (text: string): string => `\ufeff${text}`
  const open = (text: string): string => text.replace(/\n$/, '')
  return [
    { name: 'crlf', before: each(before, crlf), after: each(after, crlf) },
    { name: 'bom', before: each(before, bom), after: each(after, bom) },
    // Whether the file ends in a newline afterwards depends on whether its last line was rewritten.
    { name: 'no final newline', before: each(before, open) },
  ]
}
