import type { Diagnostic, Json, JsonObject } from '@regraft/model'
import type { ForeignDocument } from '../documents.ts'
import { groupOf, listIn, objectIn, textIn } from '../gatekeeper/objects.ts'
import { type LocationStep, locationOf } from './location.ts'

/** A test of whether something is there before a mutator acts. */
interface PathTest {
  /** Number of steps of the location that it looks at. */
  readonly steps: number
  readonly mustExist: boolean
}

/** What a mutator writes: a JSON value, or a field of the object's own metadata. */
type Assigned = { readonly value: Json } | { readonly metadata: 'name' | 'namespace' }

/** A mutator of Gatekeeper, read. */
export interface Mutator {
  readonly document: ForeignDocument
  readonly kind: 'Assign' | 'AssignMetadata' | 'ModifySet'
  readonly name: string
  readonly location: readonly LocationStep[]
  readonly locationText: string
  readonly match: JsonObject
  /** Groups, versions and kinds it applies to; empty for AssignMetadata, which applies to all. */
  readonly applyTo: readonly Json[]
  readonly tests: readonly PathTest[]
  /** `assignIf`, which older versions had: only where the value there is, or is not, one of these. */
  readonly only: { readonly in?: readonly Json[]; readonly notIn?: readonly Json[] }
  readonly assigned?: Assigned
  readonly set?: { readonly operation: 'merge' | 'prune'; readonly values: readonly Json[] }
}

export function isMutator({ value }: ForeignDocument): boolean {
  return groupOf(value) === 'mutations.gatekeeper.sh'
}

/** Reads a mutator, or says why it is not applied. */
export function mutatorOf(document: ForeignDocument): Mutator | Diagnostic {
  const { value } = document
  const kind = textIn(value, 'kind') ?? ''
  const name = textIn(value, 'metadata', 'name') ?? 'unnamed'
  if (kind !== 'Assign' && kind !== 'AssignMetadata' && kind !== 'ModifySet')
    return document.at(
      ['kind'],
      `mutator ${name} is not applied: ${kind} is not known here`,
      others,
      'warning',
    )
  const spec = objectIn(value, 'spec')
  const locationText = textIn(spec, 'location') ?? ''
  const location = locationOf(locationText)
  if (location === undefined)
    return document.at(['spec', 'location'], `the location of ${name} cannot be read`, locations)
  const written = writtenBy(kind, spec)
  if (typeof written === 'string')
    return document.at(
      ['spec', 'parameters'],
      `mutator ${name} is not applied: ${written}`,
      others,
      'warning',
    )
  const tests = testsOf(spec, location)
  if (typeof tests === 'string') return document.at(['spec', 'parameters', 'pathTests'], tests, locations)
  const only = objectIn(spec, 'parameters', 'assignIf')
  return {
    document,
    kind,
    name,
    location,
    locationText,
    match: objectIn(spec, 'match'),
    applyTo: listIn(spec, 'applyTo'),
    tests,
    only: {
      ...(only['in'] === undefined ? {} : { in: listIn(only, 'in') }),
      ...(only['notIn'] === undefined ? {} : { notIn: listIn(only, 'notIn') }),
    },
    ...written,
  }
}

const others = 'Assign, AssignMetadata and ModifySet with values of their own are applied.'
const locations = 'Write it like `spec.containers[name: *].image`; a test looks at a part of the location.'

/** What is written, or why that cannot be told. */
function writtenBy(kind: string, spec: JsonObject): Pick<Mutator, 'assigned' | 'set'> | string {
  const parameters = objectIn(spec, 'parameters')
  if (kind === 'ModifySet') {
    const values = listIn(objectIn(parameters, 'values'), 'fromList')
    const operation = textIn(parameters, 'operation') ?? 'merge'
    if (operation !== 'merge' && operation !== 'prune') return `${operation} is no operation`
    return values.length === 0 ? 'it lists no values' : { set: { operation, values } }
  }
  const assign = objectIn(parameters, 'assign')
  if (assign['value'] !== undefined) return { assigned: { value: assign['value'] } }
  const field = textIn(assign, 'fromMetadata', 'field')
  if (field === 'name' || field === 'namespace') return { assigned: { metadata: field } }
  return assign['externalData'] === undefined
    ? 'it assigns nothing'
    : 'its value comes from an external provider'
}

/** The tests, or what is wrong with them. */
function testsOf(spec: JsonObject, location: readonly LocationStep[]): readonly PathTest[] | string {
  const tests: PathTest[] = []
  for (const each of listIn(objectIn(spec, 'parameters'), 'pathTests')) {
    const text = textIn(each, 'subPath') ?? ''
    const steps = locationOf(text)
    const prefix = JSON.stringify(location.slice(0, steps?.length ?? 0))
    if (steps === undefined || JSON.stringify(steps) !== prefix) return `${text} is no part of the location`
    tests.push({ steps: steps.length, mustExist: textIn(each, 'condition') !== 'MustNotExist' })
  }
  return tests
}
