import type { Path, Refusal, Result, TextEdit } from '@regraft/model'
import { equalJson, err, ok, valueAt } from '@regraft/model'
import type { Node } from 'jsonc-parser'
import { contentValue } from '../content.ts'
import type { Content } from '../document.ts'
import { lineStart, startsLine } from '../lines.ts'
import { appendPiece, type Bracketed, insertPiece, removePiece } from '../pieces.ts'
import type { FlatOp } from '../steps.ts'
import { commentEnd } from './comments.ts'
import { indentAt, type JsonLayout, layoutOf, renderEntry, renderJson } from './layout.ts'
import type { ParsedJson } from './parse.ts'
import { type JsonSite, keyOf, locate, piecesOf, throughDuplicate } from './tree.ts'

type Edits = Result<readonly TextEdit[], Refusal>

/** Edits of a JSON text for one operation that needs no steps of its own. */
export function jsonEdits(text: string, { root, value }: ParsedJson, op: FlatOp): Edits {
  if (root === undefined) return err({ code: 'JSON_SYNTAX', reason: 'the text does not parse' })
  const path = op.op === 'insert' ? op.after : op.path
  const { site, depth } = locate(root, path)
  const twice = throughDuplicate(site)
  if (twice !== undefined)
    return err({
      code: 'JSON_DUPLICATE_KEY',
      reason: 'a key on the way stands twice in one object; readers disagree which one counts',
    })
  const edit = new JsonEdit(text, layoutOf(root, text))
  const there = depth === path.length
  if (op.op === 'put') {
    if (there)
      return ok(
        equalJson(valueAt(value, path), contentValue(op.content)) ? [] : edit.replace(site, op.content),
      )
    return depth === path.length - 1
      ? edit.add(site, path[depth] as string | number, op.content)
      : noParent(path, depth)
  }
  if (op.op === 'remove') return there ? edit.remove(site) : ok([])
  if (!there) return noParent(path, depth)
  if (op.op === 'rename') return edit.rename(site, op.to)
  if (op.op === 'splice') return ok(edit.insert(site, op.index, op.content))
  if (site.parent?.node.type !== 'array')
    return err({ code: 'JSON_NO_SIBLING', reason: 'only list items have siblings; a JSON text is one value' })
  const next = valueAt(value, [...path.slice(0, -1), site.index + 1])
  return ok(
    equalJson(next, contentValue(op.content)) ? [] : edit.insert(site.parent, site.index + 1, op.content),
  )
}

function noParent(path: Path, depth: number): Edits {
  return err({
    code: 'JSON_NO_PARENT',
    reason: `nothing can be written at "${path[depth]}": what should hold it is not there`,
  })
}

class JsonEdit {
  readonly #text: string
  readonly #layout: JsonLayout

  constructor(text: string, layout: JsonLayout) {
    this.#text = text
    this.#layout = layout
  }

  replace({ node, property, parent }: JsonSite, content: Content): readonly TextEdit[] {
    const lines = parent === undefined ? this.#layout.unit !== '' : this.#hasLines(parent.node)
    const indent = lines ? indentAt(this.#text, property?.offset ?? node.offset) : undefined
    return [
      { start: node.offset, end: node.offset + node.length, text: renderJson(content, this.#layout, indent) },
    ]
  }

  add({ node }: JsonSite, step: string | number, content: Content): Edits {
    if (node.type === 'object' && typeof step === 'string')
      return ok(this.#append(node, (indent) => renderEntry(step, content, this.#layout, indent)))
    if (node.type === 'array' && step === (node.children?.length ?? 0))
      return ok(this.#append(node, (indent) => renderJson(content, this.#layout, indent)))
    return noParent([step], 0)
  }

  insert({ node }: JsonSite, index: number, content: Content): readonly TextEdit[] {
    if (node.children?.[index] === undefined)
      return this.#append(node, (indent) => renderJson(content, this.#layout, indent))
    return insertPiece(
      this.#bracketed(node),
      index,
      renderJson(content, this.#layout, this.#pieceIndent(node)),
    )
  }

  remove({ node, parent, index }: JsonSite): Edits {
    if (parent === undefined)
      return err({
        code: 'JSON_WHOLE_DOCUMENT',
        reason: 'the value of a JSON text cannot be removed',
        at: { start: node.offset, end: node.offset + node.length },
      })
    return ok(removePiece(this.#bracketed(parent.node), index))
  }

  rename({ property, parent }: JsonSite, to: string): Edits {
    const key = property && keyOf(property)
    if (key === undefined)
      return err({ code: 'JSON_NO_KEY', reason: 'only the key of an object can be renamed' })
    if (key.value === to) return ok([])
    if (parent?.node.children?.some((other) => keyOf(other)?.value === to))
      return err({ code: 'JSON_KEY_EXISTS', reason: `the object has a key "${to}" already` })
    return ok([{ start: key.offset, end: key.offset + key.length, text: JSON.stringify(to) }])
  }

  #append(node: Node, render: (indent: string | undefined) => string): readonly TextEdit[] {
    if ((node.children?.length ?? 0) > 0)
      return appendPiece(this.#bracketed(node), render(this.#pieceIndent(node)))
    const { unit, eol } = this.#layout
    const open = node.offset + 1
    const close = node.offset + node.length - 1
    const inside = this.#text.slice(open, close)
    if (unit === '') return [{ start: close, end: close, text: render(undefined) }]
    const outer = indentAt(this.#text, node.offset)
    const inner = outer + unit
    if (inside.trim() === '')
      return [{ start: open, end: close, text: `${eol}${inner}${render(inner)}${eol}${outer}` }]
    // Comments stay: the entry goes below them.
    if (startsLine(this.#text, close)) {
      const at = lineStart(this.#text, close)
      return [{ start: at, end: at, text: `${inner}${render(inner)}${eol}` }]
    }
    return [{ start: close, end: close, text: render(undefined) }]
  }

  /** Indentation of the lines of a collection's entries, or undefined when they share lines. */
  #pieceIndent(node: Node): string | undefined {
    const last = node.children?.at(-1)
    return last !== undefined && this.#hasLines(node) ? indentAt(this.#text, last.offset) : undefined
  }

  #hasLines(node: Node): boolean {
    const last = node.children?.at(-1)
    return last !== undefined && startsLine(this.#text, last.offset)
  }

  #bracketed(node: Node): Bracketed {
    const { offset, length } = node
    return {
      text: this.#text,
      open: offset,
      close: offset + length - 1,
      pieces: piecesOf(node),
      eol: this.#layout.eol,
      commentEnd,
    }
  }
}
