import { printable, printableLines } from './text/printable.ts'

const references: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

/**
 * A text on one line for an element or an attribute of XML or HTML. What XML cannot hold (XML 1.0, 2.2) and what a
 * reader would not see is written as an escape.
 */
export function markup(text: string): string {
  return escaped(printable(text))
}

/** A text of several lines for an element. */
export function markupLines(text: string): string {
  return escaped(printableLines(text).join('\n'))
}

function escaped(text: string): string {
  return text
    .replace(/[&<>"']/g, (it) => references[it] ?? it)
    .replace(/[\ufffe\uffff]/g, (it) => `\\u${it.charCodeAt(0).toString(16)}`)
}
