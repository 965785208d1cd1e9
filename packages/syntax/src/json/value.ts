import type { Json, SyntaxDiagnostic } from '@regraft/model'
import { setMember } from '@regraft/model'
import type { Node } from 'jsonc-parser'

export interface ReadTree {
  readonly value: Json
  readonly diagnostics: readonly SyntaxDiagnostic[]
}

/** The value of a tree without errors, and what readers of JSON disagree on. */
export function readTree(root: Node, text: string): ReadTree {
  const diagnostics: SyntaxDiagnostic[] = []
  const warn = (code: string, message: string, start: number, end: number): void => {
    diagnostics.push({ code, severity: 'warning', message, range: { start, end } })
  }
  const read = (node: Node): Json => {
    const children = node.children ?? []
    if (node.type === 'array' || node.type === 'object') {
      const comma = trailingComma(node, text)
      if (comma !== undefined)
        warn('JSON_TRAILING_COMMA', 'JSON has no comma before a closing bracket', comma, comma + 1)
    }
    if (node.type === 'array') return children.map(read)
    if (node.type !== 'object') return node.value as Json
    const out: { [key: string]: Json } = {}
    for (const property of children) {
      const [key, value] = property.children ?? []
      if (key === undefined || value === undefined) continue
      const name = String(key.value)
      if (Object.hasOwn(out, name))
        warn(
          'JSON_DUPLICATE_KEY',
          `the key "${name}" stands here twice; the last one counts`,
          key.offset,
          key.offset + key.length,
        )
      setMember(out, name, read(value))
    }
    return out
  }
  return { value: read(root), diagnostics }
}

function trailingComma(node: Node, text: string): number | undefined {
  const last = node.children?.at(-1)
  if (last === undefined) return undefined
  const from = last.offset + last.length
  const close = node.offset + node.length - 1
  if (text.charCodeAt(close - 1) !== 44 && !text.slice(from, close).includes(',')) return undefined
  const rest = text
    .slice(from, close)
    .replace(/\/\*[\s\S]*?\*\/|\/\/[^\n]*/g, (comment) => ' '.repeat(comment.length))
  const comma = rest.indexOf(',')
  return comma < 0 ? undefined : from + comma
}
