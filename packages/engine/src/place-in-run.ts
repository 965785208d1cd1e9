import type { Snapshot, UnitFinding } from '@regraft/fixer'
import type { Origin } from '@regraft/frameworks'

/**
 * The file that a finding is about: that of its resource. For a resource in code that is only read it is the one where
 * the value is written, if that is a file of the run; a finding that nobody here can mend is undefined.
 */
export function fileOf(
  { resource, path }: Pick<UnitFinding, 'resource' | 'path'>,
  snapshot: Pick<Snapshot, 'document'>,
): string | undefined {
  return resource.foreign === true ? writtenIn(resource.origin(path), snapshot) : resource.file
}

function writtenIn(origin: Origin, snapshot: Pick<Snapshot, 'document'>): string | undefined {
  switch (origin.kind) {
    case 'literal':
      return snapshot.document(origin.file) && origin.file
    case 'owned':
      return snapshot.document(origin.use.file) ? origin.use.file : writtenIn(origin.by, snapshot)
    case 'absent':
      return writtenIn(origin.parent, snapshot)
    case 'opaque':
      return undefined
  }
}
