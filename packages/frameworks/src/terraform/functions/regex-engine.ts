import type { RE2JS } from 're2js'
import { fail } from '../language/failure.ts'
import { boundedCharacters, boundedItems } from './arguments.ts'
import { LateLibrary } from './late.ts'

/** What `compiled` works with. */
export const re2: LateLibrary<typeof import('re2js')> = new LateLibrary(() => import('re2js'))

const cache = new Map<string, RE2JS>()
const maxCached = 100

/** A regular expression of Go's dialect, in linear time. */
export function compiled(pattern: string): RE2JS {
  const known = cache.get(pattern)
  if (known !== undefined) return known
  let regex: RE2JS
  try {
    regex = re2.library.RE2JS.compile(pattern)
  } catch {
    return fail(`${JSON.stringify(pattern)} is no regular expression`)
  }
  if (cache.size >= maxCached) cache.clear()
  cache.set(pattern, regex)
  return regex
}

export interface Match {
  readonly start: number
  readonly end: number
  /** The whole first; undefined for one that took no part. */
  readonly groups: readonly (string | undefined)[]
}

export function findFirst(regex: RE2JS, text: string): Match | undefined {
  const [first] = findAll(regex, text)
  return first
}

/** Matches from left to right. As in Go, an empty one right behind another does not count. */
export function* findAll(regex: RE2JS, text: string): Generator<Match> {
  const matcher = regex.matcher(text)
  let previousEnd = -1
  while (matcher.find()) {
    const [start, end] = [matcher.start(), matcher.end()]
    if (start !== end || start !== previousEnd) {
      const groups = Array.from({ length: matcher.groupCount() + 1 }, (_, i) => matcher.group(i) ?? undefined)
      yield { start, end, groups }
    }
    previousEnd = end
  }
}

export function replaceAll(regex: RE2JS, text: string, replacement: string): string {
  const names = regex.namedGroups() as { readonly [name: string]: number }
  const parts: string[] = []
  let size = 0
  let last = 0
  for (const match of findAll(regex, text)) {
    const part = text.slice(last, match.start) + expanded(replacement, match, names)
    size = boundedCharacters(size + part.length)
    boundedItems(parts.push(part))
    last = match.end
  }
  return parts.join('') + text.slice(last)
}

/** `$name`, `${name}`, `$1` and `$$`, as Go's `Regexp.Expand` reads them; what names no group is nothing. */
function expanded(replacement: string, match: Match, names: { readonly [name: string]: number }): string {
  if (!replacement.includes('$')) return replacement
  let size = replacement.length
  return replacement.replace(
    /\$(?:(\$)|\{([\p{L}\p{Nd}_]+)\}|([\p{L}\p{Nd}_]+))/gu,
    (_, dollar?: string, braced?: string, bare?: string) => {
      if (dollar !== undefined) return '$'
      const name = (braced ?? bare) as string
      const index = /^\d+$/.test(name) ? Number(name) : Object.hasOwn(names, name) ? names[name] : undefined
      const group = (index === undefined ? undefined : match.groups[index]) ?? ''
      size = boundedCharacters(size + group.length)
      return group
    },
  )
}

/** Every occurrence of a text; of the empty one, as in Go, before each code point and at the end. */
export function replaceText(text: string, part: string, replacement: string): string {
  if (text === '') return part === '' ? replacement : ''
  const pieces = part === '' ? ['', ...text, ''] : text.split(part)
  boundedCharacters(text.length + (pieces.length - 1) * (replacement.length - part.length))
  return pieces.join(replacement)
}
