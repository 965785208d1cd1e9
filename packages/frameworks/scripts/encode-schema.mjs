/**
 * Writes fields as the text that src/schema/decode.ts reads:
 *
 *   line   := type " " fields  |  "@" id " " fields        a resource type  |  a body that occurs more than once
 *   fields := field { "," field }
 *   field  := [ "!" ] name [ ":" type | block body ]      "!" is required; without a type it is a string
 *   type   := "s" | "n" | "b" | "a" | "l" type | "e" type | "m" type | "o" body
 *             string, number, bool, any, list, set, map, object
 *   block  := "?" | "*" | "+"                             at most one, list, set
 *   body   := "{" [ fields ] "}" | "@" id | "{*}"         "{*}" is a body that the source does not describe
 */
const marks = { single: '?', list: '*', set: '+' }
const collections = { single: '', list: 'l', set: 'e', map: 'm' }

/** @param {{ type: string, fields: import('./read-resource.mjs').Field[] }[]} resources @returns {string[]} lines */
export function encodeSchema(resources) {
  const sorted = [...resources].sort((a, b) => (a.type < b.type ? -1 : 1))
  const uses = new Map()
  const texts = new Map()
  const plainText = (fields) => {
    let text = texts.get(fields)
    if (text === undefined) {
      text = fields.map((f) => field(f, (b) => `{${plainText(b)}}`)).join(',')
      texts.set(fields, text)
    }
    return text
  }
  const count = (fields) => {
    const key = plainText(fields)
    uses.set(key, (uses.get(key) ?? 0) + 1)
    if (uses.get(key) === 1) for (const f of fields) if (f.body !== undefined) count(f.body)
  }
  for (const r of sorted) for (const f of r.fields) if (f.body !== undefined) count(f.body)

  const ids = new Map()
  const shared = []
  const body = (fields) => {
    const key = plainText(fields)
    if ((uses.get(key) ?? 0) < 2 || key.length < 8) return `{${fields.map((f) => field(f, body)).join(',')}}`
    let id = ids.get(key)
    if (id === undefined) {
      id = ids.size.toString(36)
      ids.set(key, id)
      const at = shared.push('') - 1
      shared[at] = `@${id} ${fields.map((f) => field(f, body)).join(',')}`
    }
    return `@${id}`
  }
  const lines = sorted.map((r) => `${r.type} ${r.fields.map((f) => field(f, body)).join(',')}`)
  return [...lines, ...shared]
}

function field(f, body) {
  const name = (f.required ? '!' : '') + f.name
  const nested = f.body === undefined ? '{*}' : body(f.body)
  if (f.shape === 'block') return name + marks[f.nesting] + nested
  if (f.shape === 'object') return `${name}:${collections[f.nesting]}o${nested}`
  return f.scalar === 's' ? name : `${name}:${f.scalar}`
}
