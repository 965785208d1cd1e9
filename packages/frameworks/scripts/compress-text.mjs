/**
 * Replaces the fragments that a text repeats most by two-character codes (a capital, then a letter or digit), so that an
 * engine has less of it to read at start-up. The text must have no capitals. Deterministic.
 *
 * `expand` in src/schema/table.ts is the inverse: fragments are listed in the order of their codes and may
 * hold codes of earlier fragments.
 *
 * @param {string} plain lines joined by ";"
 * @returns {{ text: string, fragments: string[] }}
 */
export function compressText(plain) {
  if (/[A-Z]/.test(plain)) throw new Error('the text has capitals')
  let text = plain
  const fragments = []
  while (fragments.length < codes.length) {
    const taken = []
    for (const [fragment] of savings(text)) {
      if (taken.length === perRound || fragments.length === codes.length) break
      // Two that overlap would spoil each other's count; the second waits for the next round.
      if (taken.some((t) => t.includes(fragment) || fragment.includes(t))) continue
      // The second character of a code must not be taken for the beginning of a word.
      const words = new RegExp(`(?<![A-Z])${fragment.replace(/[^\w]/g, '\\$&')}`, 'g')
      text = text.replace(words, codes[fragments.length])
      taken.push(fragment)
      fragments.push(fragment)
    }
    if (taken.length === 0) break
  }
  if (expandText(text, fragments) !== plain) throw new Error('the codes do not expand to the text')
  return { text, fragments }
}

function expandText(text, fragments) {
  return text.replace(/[A-Z][a-z0-9]/g, (code) => expandText(fragments[codes.indexOf(code)], fragments))
}

const perRound = 24
const longest = 8

const codes = []
for (const a of 'ABCDEFGHIJKLMNOPQRSTUVWXYZ')
  for (const b of '0123456789abcdefghijklmnopqrstuvwxyz') codes.push(a + b)

/** Sequences of whole words and marks with the characters that replacing them would save, most first. */
function savings(text) {
  const counts = new Map()
  // Neither the ends of lines nor the space after a type's name may go into a code: they are looked for as they are.
  for (const part of text.split(/[; ]/)) {
    const words = part.match(/[A-Za-z0-9]+|[^A-Za-z0-9]/g) ?? []
    for (let i = 0; i < words.length; i++) {
      let fragment = ''
      for (let j = i; j < words.length && j < i + longest; j++) {
        fragment += words[j]
        if (fragment.length > 3) counts.set(fragment, (counts.get(fragment) ?? 0) + 1)
      }
    }
  }
  return [...counts]
    .map(([fragment, count]) => [fragment, (fragment.length - 2) * count - fragment.length - 1])
    .filter(([, saved]) => saved > 0)
    .sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))
    .slice(0, 400)
}
