import type { Json, Path } from '@regraft/model'
import { valueAt } from '@regraft/model'
import type { YamlDocument, YamlTrace } from '@regraft/syntax'
import type { Consumer, Origin, Resource } from '../framework.ts'
import type { ManifestDocument } from './source.ts'
import { isTemplate, isTemplateText } from './source.ts'

/** A resource of a file, as far as it takes to find who reads a value. */
export type Placed = Pick<Resource, 'address' | 'at' | 'type'>

/** Where the value at a path of a manifest is written, or where it would go. */
export function originIn(
  file: string,
  document: ManifestDocument,
  at: Path,
  all: readonly Placed[],
  path: Path,
): Origin {
  const full = [...at, ...path]
  if (document.format === 'json') return jsonOrigin(file, document.value, full)
  const trace = document.trace(full)
  if (trace === undefined) return { kind: 'opaque', file, path: at, why: 'the document does not parse' }
  const origin = writtenOrigin(file, document, trace, all)
  if (trace.missing.length === 0 || origin.kind === 'opaque') return origin
  return { kind: 'absent', parent: origin, missing: trace.missing }
}

function writtenOrigin(
  file: string,
  document: YamlDocument,
  trace: YamlTrace,
  all: readonly Placed[],
): Origin {
  const why = opaqueReason(trace)
  if (why !== undefined) return { kind: 'opaque', file, path: trace.path, why }
  const by: Origin = { kind: 'literal', file, path: trace.path }
  if (trace.use === undefined) return by
  const { path, merged } = trace.use
  const use = { file, path: merged === undefined ? path : [...path, merged] }
  return { kind: 'owned', by, use, consumers: consumersOf(document, trace.path, all) }
}

/** Why a traced value is not this file's to say. */
export function opaqueReason({ tag, node }: YamlTrace): string | undefined {
  if (tag !== undefined) return `the tag ${tag} makes the value`
  return isTemplate(node) ? 'a template makes the value' : undefined
}

/** The places in manifests that read what is written at a path of the file. */
export function consumersOf(document: YamlDocument, path: Path, all: readonly Placed[]): readonly Consumer[] {
  return document.uses(path).flatMap((use) => {
    const owner = all.find(({ at }) => at.every((step, i) => step === use[i]))
    return owner === undefined ? [] : [{ address: owner.address, path: use.slice(owner.at.length) }]
  })
}

function jsonOrigin(file: string, root: Json, path: Path): Origin {
  const there = longestPath(root, path)
  const found = valueAt(root, there)
  if (typeof found === 'string' && isTemplateText(found))
    return { kind: 'opaque', file, path: there, why: 'a template makes the value' }
  const literal: Origin = { kind: 'literal', file, path: there }
  return there.length === path.length
    ? literal
    : { kind: 'absent', parent: literal, missing: path.slice(there.length) }
}

/** The longest part of a path that leads to a value. */
export function longestPath(root: Json, path: Path): Path {
  let depth = path.length
  while (depth > 0 && valueAt(root, path.slice(0, depth)) === undefined) depth--
  return path.slice(0, depth)
}
