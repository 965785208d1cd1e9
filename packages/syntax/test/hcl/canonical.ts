/**
 * Lines of a text that `terraform fmt` would change, as far as two of its rules go: indentation by open brackets, and
 * equals signs of consecutive one-line arguments under one another. Reads lines, not the tree, so that it does not share
 * the mistakes of what it checks. Texts with heredocs or block comments are not judged.
 */
export function formattingFaults(text: string): string[] | undefined {
  if (/<<|\/\*/.test(text)) return undefined
  const faults: string[] = []
  const lines = text.split('\n')
  const depths: number[] = []
  let run: string[] = []
  const close = (): void => {
    const columns = run.map((line) => line.indexOf('='))
    const widest = Math.max(...run.map((line) => line.slice(0, line.indexOf('=')).trimEnd().length))
    if (columns.some((column) => column !== widest + 1)) faults.push(...run)
    run = []
  }
  for (const line of lines) {
    const code = line
      .replace(/"(?:[^"\\]|\\.)*"/g, (string) => 'x'.repeat(string.length))
      .replace(/(#|\/\/).*$/, '')
    const net = balance(code)
    if (net < 0) closeBrackets(depths, -net)
    if (line.trim() !== '' && line.length - line.trimStart().length !== 2 * depths.length) faults.push(line)
    if (net > 0) depths.push(net)
    const sign = code.search(/(?<![=!<>])=(?![=>])/)
    if (sign > 0 && balance(code.slice(sign)) === 0) run.push(code)
    else if (run.length > 0) close()
  }
  if (run.length > 0) close()
  return faults
}

function balance(code: string): number {
  return (code.match(/[[({]/g) ?? []).length - (code.match(/[\])}]/g) ?? []).length
}

function closeBrackets(depths: number[], count: number): void {
  let left = count
  while (left > 0 && depths.length > 0) {
    const top = depths[depths.length - 1] as number
    if (left < top) depths[depths.length - 1] = top - left
    else depths.pop()
    left -= top
  }
}
