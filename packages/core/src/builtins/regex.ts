import { RE2JS } from 're2js'
import { integer, text } from './operands.ts'
import { BuiltinError, type BuiltinTable } from './table.ts'
import { spend } from './work.ts'

/** Regular expressions of Go's dialect, in linear time. */
export const table: BuiltinTable = {
  'regex.split': (pattern, value) => split(compiled(text(pattern)), text(value)),
  'regex.replace': (value, pattern, replacement) =>
    replaced(text(value), compiled(text(pattern)), text(replacement)),
  'regex.find_n': (pattern, value, limit) => {
    const most = integer(limit)
    return matches(compiled(text(pattern)), text(value), most < 0 ? Number.POSITIVE_INFINITY : most).map(
      ([whole]) => whole ?? '',
    )
  },
  'regex.template_match': (template, value, start, end) => {
    const pattern = templatePattern(text(template), delimiter(text(start)), delimiter(text(end)))
    return matcherOf(compiled(pattern), text(value)).find()
  },
}

const cache = new Map<string, RE2JS>()
const maxCached = 100

function compiled(pattern: string): RE2JS {
  const known = cache.get(pattern)
  if (known !== undefined) return known
  let regex: RE2JS
  try {
    regex = RE2JS.compile(pattern)
  } catch {
    throw new BuiltinError('no regular expression')
  }
  if (cache.size >= maxCached) cache.clear()
  cache.set(pattern, regex)
  return regex
}

/** The matcher looks at each character once for every place in the pattern, at worst; a step is two such looks. */
const looksPerStep = 2

function matcherOf(regex: RE2JS, value: string): ReturnType<RE2JS['matcher']> {
  spend((regex.programSize() * value.length) / looksPerStep)
  return regex.matcher(value)
}

/** A match: its groups (undefined: took no part), the whole first, and where it stands. */
interface Match extends ReadonlyArray<string | undefined> {
  readonly start: number
  readonly end: number
}

/** Matches from left to right. As in Go, an empty one right behind another match does not count. */
function matches(regex: RE2JS, value: string, limit: number): Match[] {
  const found: Match[] = []
  const matcher = matcherOf(regex, value)
  let previousEnd = -1
  while (found.length < limit && matcher.find()) {
    const [start, end] = [matcher.start(), matcher.end()]
    if (start === end && start === previousEnd) continue
    const groups = Array.from({ length: matcher.groupCount() + 1 }, (_, i) => matcher.group(i) ?? undefined)
    found.push(Object.assign(groups, { start, end }))
    previousEnd = end
  }
  return found
}

function split(regex: RE2JS, value: string): string[] {
  if (regex.pattern() !== '' && value === '') return ['']
  const parts: string[] = []
  let begin = 0
  let end = 0
  for (const match of matches(regex, value, Number.POSITIVE_INFINITY)) {
    end = match.start
    if (match.end !== 0) parts.push(value.slice(begin, end))
    begin = match.end
  }
  if (end !== value.length) parts.push(value.slice(begin))
  return parts
}

function replaced(value: string, regex: RE2JS, replacement: string): string {
  const names = regex.namedGroups() as { readonly [name: string]: number }
  let out = ''
  let last = 0
  for (const match of matches(regex, value, Number.POSITIVE_INFINITY)) {
    out += value.slice(last, match.start) + expanded(replacement, match, names)
    last = match.end
  }
  return out + value.slice(last)
}

/** `$1`, `${1}`, `$name`, `${name}` stand for groups, `$$` for a dollar; a name takes as many letters as it can. */
function expanded(template: string, match: Match, names: { readonly [name: string]: number }): string {
  return template.replace(/\$(?:\$|\{([\p{L}\p{Nd}_]+)\}|([\p{L}\p{Nd}_]+))/gu, (all, braced, bare) => {
    if (all === '$$') return '$'
    const name = String(braced ?? bare)
    const group = /^\d+$/.test(name) ? Number(name) : Object.hasOwn(names, name) ? names[name] : undefined
    return group === undefined ? '' : (match[group] ?? '')
  })
}

function delimiter(mark: string): string {
  if (new TextEncoder().encode(mark).length !== 1) throw new BuiltinError('a delimiter is one character')
  return mark
}

/** `urn:<[a-z]+>:x`: what stands between delimiters is a pattern, the rest is literal. */
function templatePattern(template: string, start: string, end: string): string {
  let pattern = '^'
  let depth = 0
  let from = 0
  for (let i = 0; i < template.length; i++) {
    const mark = template[i]
    if (mark === start) {
      if (depth++ > 0) continue
      pattern += RE2JS.quote(template.slice(from, i))
      from = i + 1
    } else if (mark === end) {
      if (--depth < 0) throw new BuiltinError('unbalanced delimiters')
      if (depth > 0) continue
      const part = template.slice(from, i)
      compiled(`^${part}$`)
      pattern += `(${part})`
      from = i + 1
    }
  }
  if (depth !== 0) throw new BuiltinError('unbalanced delimiters')
  return `${pattern}${RE2JS.quote(template.slice(from))}$`
}
