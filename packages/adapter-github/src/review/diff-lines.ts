/** A line of the new side of a diff that a comment may stand at, and the hunk it is in. */
export interface DiffLine {
  readonly hunk: number
  readonly text: string
}

/**
 * The lines of a file that the diff of a pull request shows on its new side, by 1-based number: added ones and context.
 * `patch` is the `patch` of "List pull requests files": hunks without a file header.
 */
export function diffLines(patch: string): ReadonlyMap<number, DiffLine> {
  const lines = new Map<number, DiffLine>()
  let hunk = -1
  let at = 0
  for (const line of patch.split('\n')) {
    const start = /^@@ -\d+(?:,\d+)? \+(\d+)(?:,\d+)? @@/.exec(line)?.[1]
    if (start !== undefined) {
      hunk++
      at = Number(start)
    } else if (hunk >= 0 && (line.startsWith('+') || line.startsWith(' ')))
      lines.set(at++, { hunk, text: line.slice(1) })
  }
  return lines
}

/** Whether a comment may span these lines, and whether they read there as they do in the text that was checked. */
export function spans(
  lines: ReadonlyMap<number, DiffLine>,
  first: number,
  texts: readonly string[],
): boolean {
  const hunk = lines.get(first)?.hunk
  return (
    hunk !== undefined &&
    texts.every((text, i) => {
      const line = lines.get(first + i)
      return line?.hunk === hunk && line.text === text
    })
  )
}
