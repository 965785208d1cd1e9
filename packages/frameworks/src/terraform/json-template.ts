import type { Template, TemplatePart } from '@regraft/syntax'
import { hclSyntax } from '@regraft/syntax/hcl'

/** A string of JSON syntax as the template it is. `text` is what the node's offsets count in. */
export interface ParsedTemplate {
  readonly node: Template
  readonly text: string
}

/** True when a string of JSON syntax is more than its own text. */
export function hasTemplate(value: string): boolean {
  return value.includes('${') || value.includes('%{')
}

/**
 * Parses a string of JSON syntax. Its escapes are JSON's, so in HCL it reads as a heredoc does: only `${`, `%{` and
 * their doubled forms mean something. Undefined when the template is wrong.
 */
export function parseTemplate(value: string): ParsedTemplate | undefined {
  let marker = 'EOT'
  while (value.includes(marker)) marker += 'T'
  const { body, diagnostics, text } = hclSyntax.parse(`v = <<${marker}\n${value}\n${marker}\n`)
  const item = body.items[0]
  if (diagnostics.length > 0 || item?.kind !== 'attribute' || item.value.kind !== 'heredoc') return undefined
  const { start, end, parts } = item.value
  return { node: { kind: 'template', start, end, parts: withoutLastLineBreak(parts) }, text }
}

function withoutLastLineBreak(parts: readonly TemplatePart[]): readonly TemplatePart[] {
  const last = parts.at(-1)
  if (last?.kind !== 'text') return parts
  const value = last.value.replace(/\n$/, '')
  const rest = parts.slice(0, -1)
  return value === '' ? rest : [...rest, { ...last, value }]
}
