/** The word that is fewest single-character edits away, when it is near enough to be meant; the first of equals. */
export function nearest(word: string, known: readonly string[]): string | undefined {
  const limit = Math.max(2, Math.floor(word.length / 5))
  let best: string | undefined
  let least = limit + 1
  for (const other of known) {
    if (Math.abs(other.length - word.length) >= least) continue
    const distance = edits(word, other)
    if (distance < least) [best, least] = [other, distance]
  }
  return best
}

/** Levenshtein's distance, a row at a time. */
function edits(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, i) => i)
  for (let i = 1; i <= a.length; i++) {
    const next = [i]
    for (let j = 1; j <= b.length; j++)
      next.push(
        Math.min(
          (row[j] ?? 0) + 1,
          (next[j - 1] ?? 0) + 1,
          (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1),
        ),
      )
    row = next
  }
  return row[b.length] ?? 0
}
