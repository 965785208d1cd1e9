import type { Path } from '@regraft/model'
import type { Content } from '@regraft/syntax'

type Plain = string | number | boolean | null | readonly Plain[] | { readonly [key: string]: Plain } | Special
type Special = { readonly content: Content }

function isSpecial(value: Plain): value is Special {
  return typeof value === 'object' && value !== null && 'content' in value
}

/** Content from plain data: objects are maps, lists are lists; `block` and `reference` stand for themselves. */
export function content(value: Plain): Content {
  if (typeof value !== 'object' || value === null) return { kind: 'scalar', value }
  if (isSpecial(value)) return value.content
  if (Array.isArray(value)) return { kind: 'list', items: value.map(content) }
  return { kind: 'map', entries: Object.entries(value).map(([key, member]) => [key, content(member)]) }
}

export function block(
  entries: { readonly [key: string]: Plain },
  labels?: readonly string[],
  type?: string,
): Special {
  return {
    content: {
      kind: 'block',
      ...(type === undefined ? {} : { type }),
      ...(labels === undefined ? {} : { labels }),
      entries: Object.entries(entries).map(([key, member]) => [key, content(member)]),
    },
  }
}

export function reference(...path: Path): Special {
  return { content: { kind: 'reference', path } }
}
