/** Lines in common order of two short texts, marked ` `, `-` (only expected) and `+` (only actual); equal stretches are cut. */
export function diffLines(expected: string, actual: string): string {
  const a = shown(expected)
  const b = shown(actual)
  const marked = align(a, b)
  const near = marked.map((_, i) => marked.slice(Math.max(0, i - 2), i + 3).some((line) => line[0] !== ' '))
  return marked.flatMap((line, i) => (near[i] ? [line] : i === 0 || near[i - 1] ? ['…'] : [])).join('\n')
}

/** Lines that are taken out and not written anew in their place. */
export function linesGone(before: string, after: string): number {
  let gone = 0
  let here = 0
  for (const line of [...align(before.split('\n'), after.split('\n')), ' ']) {
    if (line[0] === '-') here++
    else if (line[0] === '+') here--
    else {
      gone += Math.max(0, here)
      here = 0
    }
  }
  return gone
}

/** Characters that do not show, made visible. */
function shown(text: string): string[] {
  return text.replaceAll('\r', '␍').replaceAll('\t', '→').replaceAll('\ufeff', '<BOM>').split('\n')
}

function align(a: readonly string[], b: readonly string[]): string[] {
  const width = b.length + 1
  const common = new Uint32Array((a.length + 1) * width)
  for (let i = a.length - 1; i >= 0; i--)
    for (let j = b.length - 1; j >= 0; j--)
      common[i * width + j] =
        a[i] === b[j]
          ? (common[(i + 1) * width + j + 1] as number) + 1
          : Math.max(common[(i + 1) * width + j] as number, common[i * width + j + 1] as number)
  const out: string[] = []
  let i = 0
  let j = 0
  while (i < a.length || j < b.length) {
    if (i < a.length && j < b.length && a[i] === b[j]) {
      out.push(` ${a[i++]}`)
      j++
    } else if (
      j >= b.length ||
      (i < a.length && (common[(i + 1) * width + j] as number) >= (common[i * width + j + 1] as number))
    )
      out.push(`-${a[i++]}`)
    else out.push(`+${b[j++]}`)
  }
  return out
}
