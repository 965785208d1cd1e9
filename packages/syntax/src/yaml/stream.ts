import type { Range, Refusal, Result, TextEdit } from '@regraft/model'
import { err, ok } from '@regraft/model'
import type { Content } from '../document.ts'
import { eolAt } from '../lines.ts'
import { collectionLines, isEmptyContent, type Manner, renderFlow } from './render.ts'
import { edit, insert } from './splice.ts'
import type { Layout } from './style.ts'
import { isBlock, lastLeaf, type YamlNode } from './tree.ts'

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
  parts: readonly { readonly range: Range }[],
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
  return ok([edit(range.start, range.end, '')])
}

/** Whether a document ends in a block scalar that would gain a line break from text after it. */
export function endsOpen(text: string, root: YamlNode | undefined): boolean {
  if (root === undefined || text.endsWith('\n')) return false
  const leaf = isBlock(root) ? lastLeaf(root) : root
  return (
    leaf.kind === 'scalar' && leaf.style === 'block' && !text.slice(leaf.start, leaf.headerEnd).includes('-')
  )
}
