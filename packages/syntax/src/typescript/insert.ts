import type { Path, Range, Refusal, Result, TextEdit } from '@regraft/model'
import { err, ok } from '@regraft/model'
import type { Content } from '../document.ts'
import type { TypescriptDocument } from './document.ts'
import { says } from './equal.ts'
import { locate } from './locate.ts'
import { unwritable, write } from './render.ts'
import type { Style } from './style.ts'
import { commentEnd, indentOf, skipSpace, skipTrivia } from './text.ts'

/** Writes `new X(…)` as a statement of its own after the statement that holds the expression at `after`. */
export function insertStatement(
  document: TypescriptDocument,
  style: Style,
  after: Path,
  content: Content,
): Result<readonly TextEdit[], Refusal> {
  if (content.kind !== 'block')
    return err({ code: 'TYPESCRIPT_CONTENT', reason: 'only a new expression can be a statement' })
  const problem = unwritable(content)
  if (problem !== undefined) return err(problem)
  const target = locate(document, after)
  if (target?.kind !== 'new')
    return err({ code: 'TYPESCRIPT_PATH_NOT_FOUND', reason: `no new expression at ${after.join('.')}` })
  if (isThere(document, content)) return ok([])
  const { statement } = target.node
  if (statement === undefined)
    return err({
      code: 'TYPESCRIPT_NO_STATEMENT',
      reason: 'it is not in a statement that another could follow',
      at: target.node.range,
    })
  return ok([edit(document.text, style, statement, content)])
}

function isThere(document: TypescriptDocument, content: Content & { readonly kind: 'block' }): boolean {
  return document.news.some((node) => {
    const wanted: Content[] = (content.labels ?? []).map((value) => ({ kind: 'scalar', value }))
    if (content.entries.length > 0) wanted.push({ kind: 'map', entries: content.entries })
    return (
      node.callee?.join('.') === content.type &&
      node.items.length === wanted.length &&
      node.items.every((item, i) => item.kind === 'item' && says(item.value, wanted[i] as Content))
    )
  })
}

function edit(text: string, style: Style, statement: Range, content: Content): TextEdit {
  const indent = indentOf(text, statement.start)
  let at = statement.end
  for (let end = commentEnd(text, skipSpace(text, at, true)); end !== undefined; ) {
    at = end
    end = commentEnd(text, skipSpace(text, at, true))
  }
  // Without a semicolon what follows may be read as part of the statement: `new X()` and then `(…)` on the next line.
  const continues = /[([`+\-*/.,?]/.test(text.charAt(skipTrivia(text, at)))
  const sameLine = !/^(?:[\n\r\u2028\u2029]|$)/.test(
    text.slice(skipSpace(text, at, true), skipSpace(text, at, true) + 1),
  )
  const end = style.semicolon === '' && (continues || sameLine) ? ';' : style.semicolon
  const written = write(content, { indent, inline: false }, style)
  return { start: at, end: at, text: style.newline.repeat(2) + indent + written + end }
}
