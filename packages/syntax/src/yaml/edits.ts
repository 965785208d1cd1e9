import type { Refusal, Result, TextEdit } from '@regraft/model'
import { equalJson, err, ok } from '@regraft/model'
import { contentValue } from '../content.ts'
import type { Content } from '../document.ts'
import type { FlatOp } from '../steps.ts'
import { danglingAlias } from './aliases.ts'
import { insertEntry, insertItem } from './insert.ts'
import { locateForEdit, type Missing, type Site } from './locate.ts'
import { offers } from './merge.ts'
import type { ParsedChunk } from './parse-chunk.ts'
import { removeSite } from './remove.ts'
import { renameKey } from './rename.ts'
import { replaceValue } from './replace.ts'
import { openScalar, type Splice, spliceOf } from './splice.ts'
import { layoutOf } from './style.ts'
import { isMergeSource } from './trace.ts'
import type { SeqNode } from './tree.ts'
import { jsonOf } from './value.ts'

type Edits = Result<readonly TextEdit[], Refusal>

/** Edits of a chunk's text for one operation that needs no steps of its own. */
export function chunkEdits(chunk: ParsedChunk, op: FlatOp, eol: string): Edits {
  const { root } = chunk
  if (root === undefined) return err({ code: 'YAML_SYNTAX', reason: 'the document does not parse' })
  const path = op.op === 'insert' ? op.after : op.path
  const located = locateForEdit(root, path)
  if (!located.ok) return located
  const splice = spliceOf(chunk, layoutOf(root, chunk.text), eol)
  const found = located.value
  switch (op.op) {
    case 'put':
      if ('site' in found) return putAt(chunk, splice, found.site, op.content)
      if (found.depth < path.length - 1) return missingParent(found.missing)
      return putMissing(chunk, splice, found.missing, op.content)
    case 'remove':
      return 'site' in found ? removeAt(splice, found.site) : ok([])
    case 'rename':
      return 'site' in found ? renameKey(found.site, op.to) : missingParent(found.missing)
    case 'splice':
      if (!('site' in found) || found.site.node.kind !== 'seq') return ok([])
      return insertAt(splice, found.site, found.site.node, op.index, op.content)
    case 'insert':
      return 'site' in found
        ? insertAfter(chunk, splice, found.site, op.content)
        : missingParent(found.missing)
  }
}

function putAt(chunk: ParsedChunk, splice: Splice, site: Site, content: Content): Edits {
  if (equalJson(jsonOf(site.node, chunk.dialect), contentValue(content))) return ok([])
  if (splice.root !== undefined && splice.text.includes('<<') && isMergeSource(splice.root, site.node))
    return err({ code: 'YAML_ANCHOR_IN_USE', reason: 'a merge key elsewhere takes the entries of this map' })
  const dangling = danglingAlias(splice, site.node, site.node)
  return dangling === undefined ? ok(replaceValue(splice, site, content)) : err(dangling)
}

function putMissing(chunk: ParsedChunk, splice: Splice, { parent, step }: Missing, content: Content): Edits {
  const { node } = parent
  if (node.kind === 'map' && typeof step === 'string') {
    const merged = node.merged?.find(({ entry }) => entry.name === step)
    const same = merged && equalJson(jsonOf(merged.entry.value, chunk.dialect), contentValue(content))
    return ok(same ? [] : insertEntry(splice, parent, node, step, content))
  }
  if (node.kind === 'seq' && step === node.items.length) return insertAt(splice, parent, node, step, content)
  return missingParent({ parent, step })
}

function insertAt(splice: Splice, site: Site, seq: SeqNode, index: number, content: Content): Edits {
  const open = index === seq.items.length ? openScalar(splice.text, seq) : undefined
  return open === undefined ? ok(insertItem(splice, site, seq, index, content)) : err(open)
}

function removeAt(splice: Splice, site: Site): Edits {
  const { parent, holder } = site
  if (parent === undefined || holder === undefined)
    return err({ code: 'YAML_WHOLE_DOCUMENT', reason: 'the only document of a text cannot be removed' })
  if (holder.kind === 'entry' && offers(holder.map, holder.entry.name))
    return err({ code: 'YAML_MERGED_KEY', reason: 'without this entry the map takes the key from its merge' })
  const dangling = danglingAlias(splice, holder.kind === 'entry' ? holder.entry : holder.item)
  return dangling === undefined ? ok(removeSite(splice, parent, holder.index)) : err(dangling)
}

function insertAfter(chunk: ParsedChunk, splice: Splice, site: Site, content: Content): Edits {
  const { holder, parent } = site
  if (parent === undefined || holder?.kind !== 'item')
    return err({
      code: 'YAML_NO_SIBLING',
      reason: 'only list items and documents have siblings',
      at: site.node,
    })
  const next = holder.seq.items[holder.index + 1]
  if (next !== undefined && equalJson(jsonOf(next.value, chunk.dialect), contentValue(content))) return ok([])
  return insertAt(splice, parent, holder.seq, holder.index + 1, content)
}

function missingParent({ parent, step }: Missing): { readonly ok: false; readonly error: Refusal } {
  const what =
    parent.node.kind === 'seq' ? 'the list has no such item' : 'what should hold it is no map or list'
  return err({
    code: 'YAML_NO_PARENT',
    reason: `nothing can be written at "${step}": ${what}`,
    at: parent.node,
  })
}
