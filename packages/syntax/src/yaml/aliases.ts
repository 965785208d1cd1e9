import type { Path, Range, Refusal } from '@regraft/model'
import type { Splice } from './splice.ts'
import type { AliasNode, YamlNode } from './tree.ts'

/** Refuses an edit of a range that would take away what an alias outside it stands for. `keeps`: its anchor stays. */
export function danglingAlias(
  document: Pick<Splice, 'text' | 'root'>,
  range: Range,
  keeps?: YamlNode,
): Refusal | undefined {
  if (document.root === undefined || !document.text.includes('&')) return undefined
  const inside = ({ start, end }: Range): boolean => start >= range.start && end <= range.end
  for (const [alias] of aliasesOf(document.root)) {
    const { target } = alias
    if (target === undefined || target === keeps || inside(alias) || !inside(target)) continue
    const reason = `the alias *${alias.name} elsewhere in the document needs the anchor that stands here`
    return { code: 'YAML_ANCHOR_IN_USE', reason, at: { start: alias.start, end: alias.end } }
  }
  return undefined
}

/** Every alias below a node with its path. Keys that are aliases have the path of their entry. */
export function* aliasesOf(node: YamlNode, path: Path = []): Generator<readonly [AliasNode, Path]> {
  if (node.kind === 'alias') yield [node, path]
  else if (node.kind === 'seq') {
    for (const [i, item] of node.items.entries()) yield* aliasesOf(item.value, [...path, i])
  } else if (node.kind === 'map') {
    for (const entry of node.entries) {
      yield* aliasesOf(entry.key, [...path, entry.name])
      yield* aliasesOf(entry.value, [...path, entry.name])
    }
  }
}
