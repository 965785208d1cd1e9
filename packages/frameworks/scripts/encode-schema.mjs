/**
 * Writes fields as the text that src/schema/decode.ts reads:
 *
 *   line   := type " " fields  |  "@" id " " fields        a resource type  |  a body that occurs more than once
 *   fields := [ field { "," field } ] [ "|" field { "," field } ]
 *             what may be written; after the bar what the provider alone computes
 *   field  := [ "!" ] name [ ":" type | block body ]      "!" is required; without a type it is a string
 *   type   := "s" | "n" | "b" | "a" | "l" type | "e" type | "m" type | "o" body
 *             string, number, bool, any, list, set, map, object
 *   block  := "?" | "*" | "+"                             at most one, list, set
 *   body   := "{" fields "}" | "@" id | "{*}"         "{*}" is a body that the source does not describe
 */
const marks = { single: '?', list: '*', set: '+' }
const collections = { single: '', list: 'l', set: 'e', map: 'm' }

/** @param {({ type: string } & import('./read-resource.mjs').Body)[]} resources @returns {string[]} lines */
export function encodeSchema(resources) {
  const sorted = [...resources].sort((a, b) => (a.type < b.type ? -1 : 1))
  const uses = new Map()
  const texts = new Map()
  const plainText = (body) => {
    let text = texts.get(body)
    if (text === undefined) {
      text = bodyText(body, (b) => `{${plainText(b)}}`)
      texts.set(body, text)
    }
    return text
  }
  const count = (body) => {
    const key = plainText(body)
    uses.set(key, (uses.get(key) ?? 0) + 1)
    if (uses.get(key) === 1) inner(body).forEach(count)
  }
  for (const r of sorted) inner(r).forEach(count)

  const ids = new Map()
  const shared = []
  const nested = (body) => {
    const key = plainText(body)
    if ((uses.get(key) ?? 0) < 2 || key.length < 8) return `{${bodyText(body, nested)}}`
    let id = ids.get(key)
    if (id === undefined) {
      id = ids.size.toString(36)
      ids.set(key, id)
      const at = shared.push('') - 1
      shared[at] = `@${id} ${bodyText(body, nested)}`
    }
    return `@${id}`
  }
  const lines = sorted.map((r) => `${r.type} ${bodyText(r, nested)}`)
  return [...lines, ...shared]
}

function inner({ fields, computed }) {
  return [...fields, ...computed].flatMap((f) => f.body ?? [])
}

function bodyText({ fields, computed }, nested) {
  const said = (list) => list.map((f) => field(f, nested)).join(',')
  return said(fields) + (computed.length > 0 ? `|${said(computed)}` : '')
}

function field(f, nested) {
  const name = (f.required ? '!' : '') + f.name
  const body = f.body === undefined ? '{*}' : nested(f.body)
  if (f.shape === 'block') return name + marks[f.nesting] + body
  if (f.shape === 'object') return `${name}:${collections[f.nesting]}o${body}`
  return f.scalar === 's' ? name : `${name}:${f.scalar}`
}
