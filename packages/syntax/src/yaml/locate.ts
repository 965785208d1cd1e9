import type { Path, Refusal, Result } from '@regraft/model'
import { err, ok } from '@regraft/model'
import { isMerge } from './merge.ts'
import type { MapEntry, MapNode, SeqItem, SeqNode, YamlNode } from './tree.ts'

/** A place in a document where a value stands. */
export interface Site {
  readonly node: YamlNode
  /** What holds it; absent at the root. */
  readonly holder?: Holder
  /** The site of the collection that holds it. */
  readonly parent?: Site
}

type Holder =
  | { readonly kind: 'entry'; readonly map: MapNode; readonly entry: MapEntry; readonly index: number }
  | { readonly kind: 'item'; readonly seq: SeqNode; readonly item: SeqItem; readonly index: number }

export interface Missing {
  readonly parent: Site
  readonly step: string | number
}

/** The site at a path of written nodes, or the last one of them and the step that it lacks. */
export type Found = { readonly site: Site } | { readonly missing: Missing; readonly depth: number }

/** Follows a path through what is written: never through an alias or a merge key. */
export function locate(root: YamlNode, path: Path): Found {
  let site: Site = { node: root }
  for (const [depth, step] of path.entries()) {
    const next = child(site, step)
    if (next === undefined) return { missing: { parent: site, step }, depth }
    site = next
  }
  return { site }
}

function child(site: Site, step: string | number): Site | undefined {
  const { node } = site
  if (node.kind === 'map' && typeof step === 'string') {
    const index = node.entries.findLastIndex(
      (entry) => entry.name === step && (step === '<<' || !isMerge(entry)),
    )
    const entry = node.entries[index]
    return entry && { node: entry.value, holder: { kind: 'entry', map: node, entry, index }, parent: site }
  }
  if (node.kind === 'seq' && typeof step === 'number') {
    const item = node.items[step]
    return item && { node: item.value, holder: { kind: 'item', seq: node, item, index: step }, parent: site }
  }
  return undefined
}

/** The site at a path for an edit: refused where the same key stands twice or the way leads through an alias. */
export function locateForEdit(root: YamlNode, path: Path): Result<Found, Refusal> {
  const found = locate(root, path)
  let site: Site | undefined = 'site' in found ? found.site : found.missing.parent
  if ('missing' in found && site.node.kind === 'alias') {
    const reason = `the value stands behind the alias *${site.node.name}; edit its anchor, or replace the alias`
    return err({ code: 'YAML_THROUGH_ALIAS', reason, at: site.node })
  }
  for (; site !== undefined; site = site.parent) {
    const { holder } = site
    if (holder?.kind !== 'entry') continue
    const twice =
      holder.map.entries.filter((entry) => !entry.merge && entry.name === holder.entry.name).length > 1
    if (!twice && holder.entry.shadowed !== true) continue
    const reason = `the key "${holder.entry.name}" stands twice in one map, or is merged over; readers disagree which counts`
    return err({ code: 'YAML_DUPLICATE_KEY', reason, at: holder.entry.key })
  }
  return ok(found)
}

/** Whether a node is inside a flow collection: nothing there may be written in lines of its own. */
export function inFlow(site: Site): boolean {
  for (let at = site.parent; at !== undefined; at = at.parent) {
    if ((at.node.kind === 'map' || at.node.kind === 'seq') && at.node.flow) return true
  }
  return false
}
