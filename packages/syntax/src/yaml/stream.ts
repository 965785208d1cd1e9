import type { Refusal, Result, TextEdit } from '@regraft/model'
import { err, ok } from '@regraft/model'
import type { Content } from '../document.ts'
import { eolAt } from '../lines.ts'
import type { YamlPart } from './document.ts'
import { collectionLines, isEmptyContent, type Manner, renderFlow } from './render.ts'
import { edit, insert, keepsBreak } from './splice.ts'
import type { Layout } from './style.ts'
import { lastLeaf } from './tree.ts'

/** A new document at `at`: the end of a document before it, or of a text that holds none. */
export function addDocument(
  text: string,
  at: number,
  content: Content,
  layout: Layout,
  first: boolean,
): TextEdit[] {
  const eol = eolAt(text, Math.max(0, at - 1))
  const manner: Manner = { ...layout, literal: at < text.length || text.endsWith('\n'), json: false }
  const body =
    content.kind === 'scalar' || isEmptyContent(content)
      ? [renderFlow(content, manner)]
      : collectionLines(content, 0, manner)
  const lines = first ? body : ['---', ...body]
  const before = text.slice(0, at)
  const broken = before === '' || before.endsWith('\n') || before === '\ufeff'
  // A text without a final line break still has none after.
  const joined = lines.join(eol)
  return [insert(at, broken ? joined + eol : eol + joined)]
}

/** Removes one of several documents with the comments and the `---` before it. */
export function dropDocument(
  text: string,
  parts: readonly YamlPart[],
  index: number,
): Result<readonly TextEdit[], Refusal> {
  const range = parts[index]?.range
  if (range === undefined) return ok([])
  if (parts.length === 1)
    return err({
      code: 'YAML_WHOLE_DOCUMENT',
      reason: 'the only document of a text cannot be removed',
      at: range,
    })
  const before = parts[index - 1]
  const leaf = before?.root && lastLeaf(before.root)
  const taken = leaf?.kind === 'scalar' && keepsBreak(text.slice(before?.range.start), leaf)
  const last = range.end === text.length && !text.endsWith('\n') && !taken
  return ok([edit(last ? blankEnd(text, range.start) : range.start, range.end, '')])
}

/** A text without a final line break still has none. */
function blankEnd(text: string, at: number): number {
  return text.slice(0, at).replace(/(?:\r?\n)+$/, '').length
}
