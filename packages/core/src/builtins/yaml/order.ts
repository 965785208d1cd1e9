/** Orders keys as Go's yaml does: runs of digits as numbers, letters after all else. */
export function naturalOrder(a: string, b: string): number {
  const [left, right] = [[...a], [...b]]
  let digits = false
  for (let i = 0; i < left.length && i < right.length; i++) {
    const [x, y] = [left[i] as string, right[i] as string]
    if (x === y) {
      digits = isDigit(x)
      continue
    }
    const [xLetter, yLetter] = [isLetter(x), isLetter(y)]
    if (xLetter && yLetter) return codePoint(x) - codePoint(y)
    if (xLetter || yLetter) {
      if (digits) return xLetter ? -1 : 1
      return xLetter ? 1 : -1
    }
    return compareRuns(left, right, i) || codePoint(x) - codePoint(y)
  }
  return left.length - right.length
}

/** The numbers that begin at the place, with the zeros in front of it taken along; 0: they do not tell. */
function compareRuns(left: readonly string[], right: readonly string[], at: number): number {
  const [x, y] = [left[at] as string, right[at] as string]
  let [first, second] = [0, 0]
  if (x === '0' || y === '0')
    for (let j = at - 1; j >= 0 && isDigit(left[j] as string); j--)
      if (left[j] !== '0') {
        first = 1
        second = 1
        break
      }
  const [one, oneEnd] = run(left, at, first)
  const [other, otherEnd] = run(right, at, second)
  if (one !== other) return one < other ? -1 : 1
  return oneEnd - otherEnd
}

function run(characters: readonly string[], at: number, start: number): [bigint, number] {
  let value = BigInt(start)
  let end = at
  while (end < characters.length && isDigit(characters[end] as string))
    value = value * 10n + BigInt(codePoint(characters[end++] as string) - 48)
  return [value, end]
}

function codePoint(character: string): number {
  return character.codePointAt(0) ?? 0
}

function isDigit(character: string): boolean {
  return character >= '0' && character <= '9'
}

function isLetter(character: string): boolean {
  return /^\p{L}$/u.test(character)
}
