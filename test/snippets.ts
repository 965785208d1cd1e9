/** A file that a page shows, or commands with what they print. */
export type Snippet =
  | { readonly kind: 'file'; readonly line: number; readonly path: string; readonly text: string }
  | { readonly kind: 'console'; readonly line: number; readonly steps: readonly Step[] }

/** One command and the lines that follow it. A line that is `…` stands for any number of lines. */
interface Step {
  readonly command: string
  readonly expected: readonly string[]
}

/**
 * The snippets of a Markdown page that can be carried out: a fence with a path behind its language is a file, a fence
 * of `console` is a session in which commands begin with `$ `. Others, which only show something, are left out.
 */
export function snippetsOf(markdown: string): readonly Snippet[] {
  const out: Snippet[] = []
  const lines = markdown.split('\n')
  for (let i = 0; i < lines.length; i++) {
    const opening = /^(`{3,})(\w+)(?: (\S+))?$/.exec(lines[i] ?? '')
    if (!opening) continue
    const [, fence = '', language = '', path] = opening
    const end = lines.indexOf(fence, i + 1)
    const body = lines.slice(i + 1, end)
    if (language === 'console') out.push({ kind: 'console', line: i + 1, steps: stepsOf(body) })
    else if (path !== undefined) out.push({ kind: 'file', line: i + 1, path, text: `${body.join('\n')}\n` })
    i = end
  }
  return out
}

function stepsOf(lines: readonly string[]): readonly Step[] {
  const steps: { command: string; expected: string[] }[] = []
  for (const line of lines) {
    const last = steps.at(-1)
    if (line.startsWith('$ ')) steps.push({ command: line.slice(2), expected: [] })
    else if (last?.command.endsWith('\\') && last.expected.length === 0) last.command += `\n${line}`
    else last?.expected.push(line)
  }
  return steps
}

/** Whether lines are what a page says, where `…` alone stands for any number of them. */
export function agrees(actual: readonly string[], expected: readonly string[]): boolean {
  const [first, ...rest] = expected
  if (first === undefined) return actual.length === 0
  if (first.trim() === '…') return actual.some((_, i) => agrees(actual.slice(i), rest)) || agrees([], rest)
  return actual[0] === first && agrees(actual.slice(1), rest)
}
