import { fail } from '../language/failure.ts'

const maxAlternatives = 1000

/** Whether a path matches a pattern of `fileset`: `*`, `**`, `?`, `[a-z]`, `{a,b}`, `\` before any of them. */
export function globMatcher(pattern: string): (path: string) => boolean {
  const patterns = alternatives(pattern).map((each) => each.split('/').map(segmentOf))
  return (path) => {
    const names = path.split('/').map((name) => Array.from(name))
    return patterns.some((segments) => matchesPath(segments, names))
  }
}

/** Whether a text has signs of a pattern. */
export function isPattern(text: string): boolean {
  return /[*?[{\\]/.test(text)
}

/** The patterns without braces that one with braces stands for. */
function alternatives(pattern: string): readonly string[] {
  const open = unescaped(pattern, '{', 0)
  if (open < 0) return [pattern]
  const choices: string[] = []
  let start = open + 1
  let depth = 1
  for (let at = start; ; at++) {
    const sign = pattern[at] ?? fail('fileset: a brace of the pattern is not closed')
    if (sign === '\\') at++
    else if (sign === '{') depth++
    else if (sign === '}') depth--
    if (depth === 0 || (depth === 1 && sign === ',')) {
      choices.push(pattern.slice(start, at))
      start = at + 1
    }
    if (depth === 0) break
  }
  const rest = alternatives(pattern.slice(start))
  const all = choices
    .flatMap(alternatives)
    .flatMap((choice) => rest.map((after) => pattern.slice(0, open) + choice + after))
  return all.length > maxAlternatives ? fail('fileset: the pattern has too many alternatives') : all
}

function unescaped(pattern: string, sign: string, from: number): number {
  for (let at = from; at < pattern.length; at++) {
    if (pattern[at] === '\\') at++
    else if (pattern[at] === sign) return at
  }
  return -1
}

type Sign = '*' | ((character: string) => boolean)

/** One name of a pattern; `**` stands for any number of directories. */
type Segment = '**' | readonly Sign[]

function segmentOf(text: string): Segment {
  if (text === '**') return '**'
  const signs: Sign[] = []
  const characters = Array.from(text)
  for (let at = 0; at < characters.length; at++) {
    const sign = characters[at] as string
    if (sign === '*') signs.push('*')
    else if (sign === '?') signs.push(() => true)
    else if (sign === '}') fail('fileset: a brace of the pattern was not opened')
    else if (sign === '[') {
      const end = classEnd(characters, at)
      signs.push(classOf(characters.slice(at + 1, end)))
      at = end
    } else {
      const literal = sign === '\\' ? (characters[++at] ?? fail('fileset: the pattern ends with \\')) : sign
      signs.push((character) => character === literal)
    }
  }
  return signs
}

function classEnd(characters: readonly string[], start: number): number {
  for (let at = start + 1; at < characters.length; at++) {
    if (characters[at] === '\\') at++
    else if (characters[at] === ']') return at
  }
  return fail('fileset: a class of the pattern is not closed')
}

/** `a-z0-9`, after `!` or `^` everything else. */
function classOf(content: readonly string[]): (character: string) => boolean {
  const negated = content[0] === '^' || content[0] === '!'
  if (content.length === (negated ? 1 : 0)) fail('fileset: a class of the pattern is empty')
  const ranges: (readonly [string, string])[] = []
  for (let at = negated ? 1 : 0; at < content.length; at++) {
    const take = (): string => (content[at] === '\\' ? content[++at] : content[at]) as string
    const low = take()
    const ranged = content[at + 1] === '-' && at + 2 < content.length
    if (ranged) at += 2
    ranges.push([low, ranged ? take() : low])
  }
  const code = (character: string): number => character.codePointAt(0) as number
  return (character) =>
    ranges.some(([low, high]) => code(low) <= code(character) && code(character) <= code(high)) !== negated
}

/**
 * Whether items match signs of which some stand for any number of items. When the rest does not match, the last such sign
 * takes one more: what an earlier one took never needs to change.
 */
function matches<S, T>(
  signs: readonly S[],
  items: readonly T[],
  any: S,
  one: (sign: S, item: T) => boolean,
): boolean {
  let [sign, item, lastAny, taken] = [0, 0, -1, 0]
  while (item < items.length) {
    if (sign < signs.length && signs[sign] === any) {
      lastAny = sign++
      taken = item
    } else if (sign < signs.length && one(signs[sign] as S, items[item] as T)) {
      sign++
      item++
    } else if (lastAny >= 0) {
      sign = lastAny + 1
      item = ++taken
    } else return false
  }
  while (signs[sign] === any && sign < signs.length) sign++
  return sign === signs.length
}

function matchesPath(segments: readonly Segment[], names: readonly (readonly string[])[]): boolean {
  // At the end, directories alone are no file.
  const whole = segments.at(-1) === '**' ? [...segments, ['*'] as const] : segments
  return matches<Segment, readonly string[]>(whole, names, '**', (segment, name) =>
    matches<Sign, string>(segment as readonly Sign[], name, '*', (sign, character) =>
      (sign as (character: string) => boolean)(character),
    ),
  )
}
