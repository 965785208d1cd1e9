import type { Resource } from '@regraft/frameworks'
import type { Json, JsonObject } from '@regraft/model'
import { equalJson, isList, isUnknown, RegraftError } from '@regraft/model'
import { type ManifestCompanion, manifestCompanion } from './companion-manifest.ts'
import type { Difference } from './difference.ts'
import { differences } from './difference.ts'
import { dialectOf } from './place.ts'

/** A resource that an example changes. */
export interface Changed {
  readonly type: string
  readonly address: string
  readonly before: JsonObject
  readonly differences: readonly Difference[]
}

/** A resource that an example adds, and the one that it serves. */
export interface Companion {
  readonly type: string
  readonly name: string
  readonly input: JsonObject
  /** Argument by which it refers to the other. */
  readonly by: string
  readonly to: Resource
}

export interface Changes {
  readonly changed: readonly Changed[]
  readonly companions: readonly Companion[]
  readonly manifests: readonly ManifestCompanion[]
}

/**
 * Matches the resources of both sides by type and address and says what is different.
 * Throws RegraftError `EXAMPLE_SAME` when nothing is, `EXAMPLE_AMBIGUOUS` for what no operation of a fix can do.
 */
export function compareModels(before: readonly Resource[], after: readonly Resource[]): Changes {
  const rest = new Map(after.map((resource) => [key(resource), resource]))
  const changed: Changed[] = []
  for (const resource of before) {
    const other = rest.get(key(resource))
    rest.delete(key(resource))
    if (other === undefined) throw gone(resource)
    if (equalJson(resource.input, other.input)) continue
    const { type, address, input } = resource
    changed.push({ type, address, before: input, differences: differences(input, other.input) })
  }
  const added = [...rest.values()]
  const manifests = added.filter(isManifest).map((resource) => servingManifest(resource, before))
  const companions = added
    .filter((resource) => !isManifest(resource))
    .map((resource) => companionOf(resource, before))
  if (changed.length === 0 && added.length === 0)
    throw new RegraftError('EXAMPLE_SAME', 'Both sides of the example hold the same resources', {
      hint: 'Comments and layout say nothing to a policy: change a value between --before and --after.',
    })
  return { changed, companions, manifests }
}

function isManifest({ type }: Resource): boolean {
  return dialectOf(type) === 'kubernetes'
}

function servingManifest(resource: Resource, before: readonly Resource[]): ManifestCompanion {
  const companion = manifestCompanion(resource, before)
  if (companion !== undefined) return companion
  throw new RegraftError(
    'EXAMPLE_AMBIGUOUS',
    `${resource.address} is only in the example after, and serves nothing`,
    {
      hint: 'A rule adds a manifest to one whose namespace it is in, whose labels it selects, or that it names.',
    },
  )
}

function key({ type, address }: Resource): string {
  return `${type} ${address}`
}

function gone({ address }: Resource): RegraftError {
  return new RegraftError('EXAMPLE_AMBIGUOUS', `${address} is only in the example before`, {
    hint: 'No fix removes or renames a resource; keep its type and name, and change what it holds.',
  })
}

function companionOf(resource: Resource, before: readonly Resource[]): Companion {
  const { type, address, input } = resource
  const name = address.slice(address.lastIndexOf('.') + 1)
  const served = Object.entries(input).flatMap(([by, value]) =>
    before.filter((to) => refersTo(value, to.address)).map((to) => ({ type, name, input, by, to })),
  )
  // What names the other says which it is; another attribute of it may only be taken over.
  const [companion] = [...served.filter(({ by, to }) => names(input[by], to.address)), ...served]
  if (companion !== undefined) return companion
  throw new RegraftError('EXAMPLE_AMBIGUOUS', `${address} is only in the example after, and serves nothing`, {
    hint: 'A rule adds a resource next to one that it refers to, such as `bucket = aws_s3_bucket.logs.id`.',
  })
}

function names(value: Json | undefined, address: string): boolean {
  return (
    isUnknown(value) &&
    ['id', 'arn', 'name'].some((attribute) => value.$unknown === `${address}.${attribute}`)
  )
}

function refersTo(value: Json | undefined, address: string): boolean {
  const refs = isUnknown(value) ? value['$refs'] : undefined
  return isList(refs) && refs.length === 1 && refs[0] === address
}
