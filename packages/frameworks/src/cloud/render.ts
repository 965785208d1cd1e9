import { type Json, type JsonObject, type Path, setMember } from '@regraft/model'
import type { Origin } from '../framework.ts'
import type { Part } from './part.ts'
import type { Cell, Item, State } from './state.ts'

/** What a check sees, and where what stands in it is written. */
export interface Rendered {
  readonly value: Json
  /** Of the nearest part of the state that has a place. */
  origin(path: Path): Origin | undefined
}

/**
 * The state as Trivy hands it to a check (pkg/iac/rego/convert and pkg/iac/types of aquasecurity/trivy). Its metadata also says
 * the `path` in the state.
 */
export function render(state: State): Rendered {
  const places = new Map<string, Origin>()
  const value = rendered(state, [], places)
  return {
    value,
    origin(path) {
      for (let length = path.length; length > 0; length--) {
        const place = places.get(JSON.stringify(path.slice(0, length)))
        if (place !== undefined) return place
      }
      return undefined
    },
  }
}

function rendered(state: State, path: Path, places: Map<string, Origin>): Json {
  if (!('kind' in state)) return state.map((each, i) => rendered(each, [...path, i], places))
  if (state.kind === 'cell') {
    places.set(JSON.stringify(path), placeOf(state.part, state.path))
    return { ...metadata(state, path), value: state.value }
  }
  const out: Record<string, Json> = {}
  if (state.part !== undefined) places.set(JSON.stringify(path), placeOf(state.part, state.part.path))
  if (state.part !== undefined || path.length > 2) out['__defsec_metadata'] = metadata(state, path)
  for (const [name, member] of Object.entries(state.members))
    if (member !== undefined) setMember(out, name, rendered(member, [...path, name], places))
  return out
}

/** People look at the header of a resource, not at its body. */
function placeOf({ resource }: Part, path: Path): Origin {
  if (path.length > 0) return resource.origin(path)
  const { file, at } = resource
  return { kind: 'absent', parent: { kind: 'literal', file, path: at }, missing: ['resource'] }
}

function metadata(state: Cell | Item, path: Path): JsonObject {
  const resource = state.part?.resource
  return {
    filepath: resource?.file ?? '',
    resource: resource?.address ?? '',
    managed: resource !== undefined,
    explicit: state.kind === 'cell' && state.explicit,
    unresolvable: state.kind === 'cell' && state.unresolvable,
    startline: 0,
    endline: 0,
    sourceprefix: '',
    fskey: '',
    path,
  }
}
