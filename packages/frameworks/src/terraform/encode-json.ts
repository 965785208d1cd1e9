import type { Json } from '@regraft/model'
import { compareText, isList, isObject } from '@regraft/model'

const escapes: { readonly [character: string]: string } = {
  '<': '\\u003c',
  '>': '\\u003e',
  '&': '\\u0026',
  '\u2028': '\\u2028',
  '\u2029': '\\u2029',
}

/** The text that Terraform's `jsonencode` gives: keys sorted, no spaces, HTML's special characters escaped. */
export function encodeJson(value: Json): string {
  if (isList(value)) return `[${value.map(encodeJson).join(',')}]`
  if (isObject(value)) {
    const members = Object.keys(value).sort(compareText)
    return `{${members.map((key) => `${encodeJson(key)}:${encodeJson(value[key] as Json)}`).join(',')}}`
  }
  const text = JSON.stringify(value)
  return typeof value === 'string' ? text.replace(/[<>&\u2028\u2029]/g, (c) => escapes[c] ?? c) : text
}
