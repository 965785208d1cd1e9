import { fromUtf8, utf8 } from '../functions/bytes.ts'
import { graphemes } from '../functions/graphemes.ts'

/** HCL keeps that many bytes of what a template begins with. */
const longest = 128

/** What stays known of a template's text that something unknown follows. */
export function templatePrefix(text: string): string {
  const bytes = utf8(text)
  if (bytes.length <= longest) return safePrefix(text)
  // Half a character at the end counts as one that may still change.
  let end = longest
  while (fromUtf8(bytes.subarray(0, end)) === undefined) end--
  const kept = fromUtf8(bytes.subarray(0, end)) ?? ''
  return safePrefix(end === longest ? kept : `${kept}\ufffd`)
}

/** What stays of a text whatever follows it, as cty's `SafeKnownPrefix` finds it: what follows may change the last character. */
export function safePrefix(text: string): string {
  const normal = text.normalize('NFC')
  const last = lastCharacter(normal)
  if (composes(last)) return normal.slice(0, normal.length - last.length)
  // Cty looks no further than to a line break.
  const [line = ''] = /^(?:\r\n|[^\r\n])*/.exec(normal) ?? []
  if (line.length < normal.length) return line
  if (/[-_:;/\\,.(){}[\]|?!~ \t@#$%^&*+"']$/.test(normal)) return normal
  return graphemes(normal).slice(0, -1).join('')
}

/** The last character with the marks on it. */
function lastCharacter(text: string): string {
  return /.\p{M}*$/su.exec(text)?.[0] ?? ''
}

const marks = /* @__PURE__ */ Array.from({ length: 0x70 }, (_, i) => String.fromCharCode(0x300 + i))

/** Whether a mark after a character makes another of the two. */
function composes(character: string): boolean {
  if (character.length === 1 && character < '\u0080') return /[<=>A-PR-Za-pr-z]/.test(character)
  return [...marks, '\u3099', '\u309a'].some(
    (mark) => [...`${character}${mark}`.normalize('NFC')].length < [...character].length + 1,
  )
}
