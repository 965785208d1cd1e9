import type { Snapshot } from '@regraft/fixer'
import type { Origin, Resource } from '@regraft/frameworks'
import type { Location, Path, Range } from '@regraft/model'
import { Lines } from '@regraft/model'

const cache = new WeakMap<object, Lines>()

function linesOf(document: { readonly text: string }): Lines {
  const known = cache.get(document)
  if (known) return known
  const lines = new Lines(document.text)
  cache.set(document, lines)
  return lines
}

/** Where a path of a resource stands for people: the value, or the key of the nearest that is there. */
export function locate(snapshot: Snapshot, resource: Resource, path: Path): Location {
  const { file, range } = place(snapshot, path.length === 0 ? undefined : resource.origin(path), resource)
  const document = snapshot.document(file)
  const lines = document ? linesOf(document) : new Lines('')
  return { file, ...lines.range(range) }
}

/** Where the literal stands that a path of a resource is, if it is one. */
export function locateWritten(snapshot: Snapshot, resource: Resource, path: Path): Location | undefined {
  let origin = resource.origin(path)
  while (origin.kind === 'owned') origin = origin.by
  const at = origin.kind === 'literal' ? valueAt(snapshot, origin.file, origin.path) : undefined
  const document = at && snapshot.document(at.file)
  return at && document && { file: at.file, ...linesOf(document).range(at.range) }
}

function place(
  snapshot: Snapshot,
  origin: Origin | undefined,
  resource: Resource,
): { file: string; range: Range } {
  if (origin === undefined) return header(snapshot, resource.file, resource.at)
  switch (origin.kind) {
    case 'literal':
    case 'opaque':
      return valueAt(snapshot, origin.file, origin.path) ?? header(snapshot, resource.file, resource.at)
    case 'owned':
      // People look where the value is used; the fix says where it lands.
      return (
        valueAt(snapshot, origin.use.file, origin.use.path) ?? header(snapshot, resource.file, resource.at)
      )
    case 'absent':
      return above(snapshot, origin.parent, resource)
  }
}

/** The key of what exists above an absent value. */
function above(snapshot: Snapshot, parent: Origin, resource: Resource): { file: string; range: Range } {
  if (parent.kind === 'literal') return header(snapshot, parent.file, parent.path)
  return place(snapshot, parent, resource)
}

function valueAt(snapshot: Snapshot, file: string, path: Path): { file: string; range: Range } | undefined {
  const range = snapshot.document(file)?.range(path, 'value')
  return range && { file, range }
}

function header(snapshot: Snapshot, file: string, path: Path): { file: string; range: Range } {
  const document = snapshot.document(file)
  const range = document?.range(path, 'key') ?? firstLine(document, document?.range(path, 'node'))
  return { file, range: range ?? { start: 0, end: 0 } }
}

function firstLine(
  document: { readonly text: string } | undefined,
  range: Range | undefined,
): Range | undefined {
  if (!document || !range) return range
  const end = /\r?\n/.exec(document.text.slice(range.start, range.end))
  return end ? { start: range.start, end: range.start + end.index } : range
}
