import type { Json } from '@regraft/model'
import { setMember } from '@regraft/model'
import type { Content } from './document.ts'

/** The JSON value of content, or undefined when part of it is a block or a reference. */
export function contentValue(content: Content): Json | undefined {
  switch (content.kind) {
    case 'scalar':
      return content.value
    case 'list': {
      const items = content.items.map(contentValue)
      return items.includes(undefined) ? undefined : (items as Json[])
    }
    case 'map': {
      const out: { [key: string]: Json } = {}
      for (const [key, entry] of content.entries) {
        const value = contentValue(entry)
        if (value === undefined) return undefined
        setMember(out, key, value)
      }
      return out
    }
    default:
      return undefined
  }
}

/** JSON as content. */
export function contentOf(value: Json): Content {
  if (Array.isArray(value)) return { kind: 'list', items: value.map(contentOf) }
  if (typeof value !== 'object' || value === null)
    return { kind: 'scalar', value: value as string | number | boolean | null }
  return {
    kind: 'map',
    entries: Object.entries(value).map(([key, entry]) => [key, contentOf(entry)] as const),
  }
}
