/** A line of a text. `number` is 1-based. */
export interface Line {
  readonly text: string
  /** `\n`, `\r\n`, or nothing at the end. */
  readonly lineBreak: string
  readonly start: number
  readonly number: number
}

/** The lines of a text; a byte order mark is not part of the first. */
export function linesIn(text: string): readonly Line[] {
  const lines: Line[] = []
  let start = text.startsWith('\uFEFF') ? 1 : 0
  for (let number = 1; start < text.length; number++) {
    const feed = text.indexOf('\n', start)
    const end = feed < 0 ? text.length : feed + 1
    const whole = text.slice(start, end)
    const own = whole.replace(/[\r\n]+$/, '')
    lines.push({ text: own, lineBreak: whole.slice(own.length), start, number })
    start = end
  }
  return lines
}
