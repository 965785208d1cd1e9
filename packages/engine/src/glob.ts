/**
 * True when a glob means a whole text: a path, a rule's id, an address. `*` stands for anything within a segment, `?` for
 * one character of it, `**` for anything; `**` + `/` at the start of a segment also for no folder at all, as in
 * `.gitignore`. Takes time in proportion to glob × text, whatever the glob.
 */
export function globMatches(glob: string, text: string): boolean {
  const parts = partsOf(glob)
  let states = new Set<number>()
  enter(parts, 0, states)
  for (const char of text) {
    const next = new Set<number>()
    for (const at of states) {
      const part = parts[at]
      if (part === undefined || !takes(part, char)) continue
      if (part === '*' || part === '**' || part === 'folders') enter(parts, at, next)
      if (part === '?' || part === `=${char}` || (part === 'folders' && char === '/'))
        enter(parts, at + 1, next)
    }
    states = next
  }
  return states.has(parts.length)
}

/** `folder?` may be skipped together with the `folders` after it; `=` stands before a character that means itself. */
function partsOf(glob: string): readonly string[] {
  const parts = glob.match(/(?<![^/])\*\*\/|\*\*|./gsu) ?? []
  return parts.flatMap((part) => {
    if (part === '**/') return ['folder?', 'folders']
    return part === '**' || part === '*' || part === '?' ? [part] : [`=${part}`]
  })
}

function takes(part: string, char: string): boolean {
  if (part === '*' || part === '?') return char !== '/'
  return part === '**' || part === 'folders' || part === `=${char}`
}

/** Adds a state, and those that nothing needs to be read for. */
function enter(parts: readonly string[], at: number, states: Set<number>): void {
  for (const pending = [at]; pending.length > 0; ) {
    const state = pending.pop() ?? 0
    if (states.has(state)) continue
    states.add(state)
    const part = parts[state]
    if (part === '*' || part === '**') pending.push(state + 1)
    if (part === 'folder?') pending.push(state + 1, state + 2)
  }
}
