import { quote } from '../edits/quote.ts'

/** A stretch of source and the text it stands for: the same text, or one escape. */
export interface Chunk {
  readonly from: number
  readonly to: number
  readonly text: string
}

const heredocEscape = /\$\$\{|%%\{/g
const quotedEscape = /\$\$\{|%%\{|\\(?:u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|[nrt"\\])/g

/** Cuts the source of a template's text at its escapes. */
export function chunksOf(
  source: string,
  start: number,
  end: number,
  kind: 'heredoc' | 'template',
): readonly Chunk[] {
  const chunks: Chunk[] = []
  const raw = source.slice(start, end)
  let done = 0
  const plain = (to: number): void => {
    if (to > done) chunks.push({ from: start + done, to: start + to, text: raw.slice(done, to) })
  }
  for (const match of raw.matchAll(kind === 'heredoc' ? heredocEscape : quotedEscape)) {
    const [sequence] = match
    plain(match.index)
    done = match.index + sequence.length
    chunks.push({ from: start + match.index, to: start + done, text: decoded(sequence) })
  }
  plain(raw.length)
  return chunks
}

function decoded(sequence: string): string {
  if (!sequence.startsWith('\\')) return sequence.slice(1)
  const sign = sequence.charAt(1)
  if (sign === 'u' || sign === 'U') return String.fromCodePoint(Number.parseInt(sequence.slice(2), 16))
  return sign === 'n' ? '\n' : sign === 'r' ? '\r' : sign === 't' ? '\t' : sign
}

/** Text as it is written into a template. Undefined when it holds half of a surrogate pair. */
export function encoded(text: string, kind: 'heredoc' | 'template'): string | undefined {
  if (kind === 'heredoc') return text.replace(/[$%](?=\{)/g, '$&$&')
  return quote(text)?.slice(1, -1)
}
