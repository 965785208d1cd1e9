import { CST } from 'yaml'

// Quoted text that goes on at the column of its key or before it. YAML 1.2.2 (7.3) wants it deeper; libyaml and Go's reader,
// and so Kubernetes, take any column. The library's lexer ends such text at the line break, so it is given the text in
// one line of the same length, and its tokens their own source again before they are composed.

/** The quoted text that begins at an offset: its end, or undefined when nothing closes it. */
function quotedEnd(text: string, start: number): number | undefined {
  const single = text[start] === "'"
  for (let at = start + 1; at < text.length; at++) {
    const c = text[at]
    if (single && c === "'" && text[at + 1] === "'") at++
    else if (!single && c === '\\') at++
    else if (c === text[start]) return at + 1
  }
  return undefined
}

/** The same text with the quoted text at an offset in one line; undefined where that changes nothing. */
export function inOneLine(text: string, start: number): string | undefined {
  const end = quotedEnd(text, start)
  if (end === undefined) return undefined
  const joined = text.slice(0, start) + text.slice(start, end).replaceAll(/[\r\n]/g, ' ') + text.slice(end)
  return joined === text ? undefined : joined
}

/** Gives quoted text its source in the original; answers where the first stands that is not closed. */
export function restoreQuoted(document: CST.Document, text: string): number | undefined {
  let open: number | undefined
  CST.visit(document, ({ key, value }) => {
    for (const token of [key, value]) {
      if (token?.type !== 'single-quoted-scalar' && token?.type !== 'double-quoted-scalar') continue
      token.source = text.slice(token.offset, token.offset + token.source.length)
      if (quotedEnd(token.source, 0) !== token.source.length) open ??= token.offset
    }
  })
  return open
}
