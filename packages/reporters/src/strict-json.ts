import type { Json } from '@regraft/model'

/** Half a surrogate pair as `JSON.stringify` writes it; a backslash before it, itself escaped, is another text. */
const half = /(?<!\\)((?:\\\\)*)\\ud[89a-f][0-9a-f]{2}/g

/**
 * JSON that strict readers take, with a final line break: half a surrogate pair has no form in UTF-8 and becomes U+FFFD.
 * @param indent spaces a level; 0: one line
 */
export function strictJson(value: Json, indent = 2): string {
  const text = JSON.stringify(value, null, indent)
  return `${text.includes('\\ud') ? text.replace(half, '$1\\ufffd') : text}\n`
}
