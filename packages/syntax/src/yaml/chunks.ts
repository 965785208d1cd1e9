/** One document of a stream: its text from its first directive, comment or `---` to the start of the next. */
export interface Chunk {
  readonly start: number
  readonly end: number
}

/**
 * Cuts a stream into documents. `---` and `...` at the start of a line end a document whatever is open there
 * (YAML 1.2.2, 9.1.2), so lines are all that must be looked at. Directives and comments before a `---` belong to the
 * document it starts. A stream of nothing but comments has no documents.
 */
export function chunksOf(text: string): Chunk[] {
  const start = text.charCodeAt(0) === 0xfeff ? 1 : 0
  const chunks: Chunk[] = []
  let from = start
  // Up to here the text since `from` is known to hold no content.
  let seen = start
  for (const mark of marks(text, start)) {
    // Text that holds no content is the beginning of the document after it.
    if (mark > from && !isPrefix(text, seen, mark)) {
      chunks.push({ start: from, end: mark })
      from = mark
    }
    seen = mark
  }
  if (from >= text.length) return chunks
  const last = chunks.at(-1)
  if (!isPrefix(text, seen, text.length)) chunks.push({ start: from, end: text.length })
  else if (last !== undefined) chunks[chunks.length - 1] = { start: last.start, end: text.length }
  return chunks
}

/** Where documents may begin: at each `---`, and on the line after each `...`. */
function* marks(text: string, start: number): Generator<number> {
  for (let at = start; at < text.length; ) {
    const c = text.charCodeAt(at)
    const next = text.indexOf('\n', at) + 1
    if ((c === 45 || c === 46) && isMark(text, at, c)) {
      if (c === 45) yield at
      else if (next > 0) yield next
    }
    if (next === 0) return
    at = next
  }
}

function isMark(text: string, at: number, c: number): boolean {
  if (text.charCodeAt(at + 1) !== c || text.charCodeAt(at + 2) !== c) return false
  const after = text.charCodeAt(at + 3)
  return Number.isNaN(after) || after === 32 || after === 9 || after === 10 || after === 13
}

/** Only blank lines, comments, directives and document ends. */
function isPrefix(text: string, from: number, to: number): boolean {
  for (let at = from; at < to; ) {
    let end = text.indexOf('\n', at)
    if (end < 0 || end > to) end = to
    let first = at
    while (first < end && isBlank(text.charCodeAt(first))) first++
    if (first < end) {
      const c = text.charCodeAt(first)
      const comment = c === 35
      const directive = c === 37 && first === at
      const documentEnd = c === 46 && first === at && isMark(text, at, c)
      if (!comment && !directive && !documentEnd) return false
    }
    at = end + 1
  }
  return true
}

function isBlank(c: number): boolean {
  return c === 32 || c === 9 || c === 13
}
