import type { Variant, Written } from './variant.ts'
import { each } from './variant.ts'

/** Tabs and four spaces instead of two, where the format allows them: what is written must follow. */
export function indentationVariants({ before, after }: Written): Variant[] {
  const all = Object.entries(before)
  if (!all.every(([path, text]) => /\.(tf|ts)$/.test(path) && !/<<|`/.test(text))) return []
  const tabs = (text: string): string =>
    text.replace(/^(?: {2})+/gm, (indent) => '\t'.repeat(indent.length / 2))
  const wide = (text: string): string => text.replace(/^ +/gm, (indent) => indent + indent)
  return [
    { name: 'tabs', before: each(before, tabs), after: each(after, tabs) },
    { name: 'four spaces', before: each(before, wide), after: each(after, wide) },
  ]
}
