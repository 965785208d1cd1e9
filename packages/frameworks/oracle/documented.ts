/** An expression of a documentation page with what the page says that it prints. */
export interface Example {
  readonly function: string
  readonly expression: string
  readonly printed: string
}

/** Expressions about things that only the page knows, or that the language has no names for outside a console. */
const beside =
  /\b(?:aws_instance|ephemeral_variable|local\.(?:nonexist|mixed_content))\b|\bephemeral\.|^local\.foo$|^type\(|\bvar\.mixed_content/

/**
 * The examples of a page of OpenTofu's documentation: what stands behind a console's `>` and, below it, what that prints.
 * Nothing else is taken from the page.
 */
export function examplesOf(page: string, name: string): readonly Example[] {
  const blocks = [...page.matchAll(/^```\w*\n([\s\S]*?)^```/gm)].map(([, block]) => block ?? '')
  return blocks.flatMap((block) =>
    block
      .split(/^> /m)
      .slice(1)
      .map((text) => example(name, text.split('\n')))
      .filter(({ expression }) => !beside.test(expression)),
  )
}

/** The expression ends with the line on which its brackets are closed. */
function example(name: string, lines: readonly string[]): Example {
  let end = 1
  while (end < lines.length && depth(lines.slice(0, end).join('\n')) > 0) end++
  const printed = lines.slice(end).join('\n').trim()
  return {
    function: name,
    expression: lines.slice(0, end).join('\n'),
    printed: printed.startsWith('Error: ') ? 'Error' : printed,
  }
}

function depth(text: string): number {
  const bare = text.replace(/"(?:\\.|\$\{[^}]*\}|[^"\\])*"/g, '')
  return (bare.match(/[([{]/g) ?? []).length - (bare.match(/[)\]}]/g) ?? []).length
}
