import type { Path, Refusal, Result } from '@regraft/model'
import { ok } from '@regraft/model'
import type { Consumer, Loaded } from '../../framework.ts'
import type { Link } from '../node.ts'
import type { Place } from '../program.ts'
import type { PulumiResource } from '../resource.ts'
import { refuse } from './refusals.ts'

/** What every landing needs to know. */
export interface LandContext {
  readonly resource: PulumiResource
  readonly loaded: Loaded
}

/** Where a value can be written, and which other values change with it. */
export interface Target {
  readonly place: Place
  readonly also: readonly Consumer[]
  /** It is not written where it is now, but where a shared variable is used. */
  readonly atUse: boolean
}

/**
 * Follows a value to where it can be written: to its variable when nothing else uses that, or only the same argument of
 * resources of the same type, which a rule wants the same value for; else to where the variable is used.
 */
export function targetOf(
  written: { readonly place: Place; readonly links: readonly Link[] },
  path: Path,
  context: LandContext,
): Result<Target, Refusal> {
  const { place, links } = written
  const also: Consumer[] = []
  for (const [i, link] of links.entries()) {
    const others = othersOf(link, context)
    if (others !== undefined) {
      also.push(
        ...others.map((other) => ({ ...other, path: [...other.path, ...path.slice(link.at.length)] })),
      )
      continue
    }
    const rest = links.slice(i).flatMap(({ target }, j) => {
      const next = links[i + j + 1]?.use ?? place
      return next.path.slice(target.path.length)
    })
    if (rest.length > 1)
      return refuse(
        'SHARED_VALUE',
        `${link.owner.name.replace(/#\d+$/, '')} is used elsewhere too, and only a part of it would change`,
      )
    return ok({ place: { file: link.use.file, path: [...link.use.path, ...rest] }, also, atUse: true })
  }
  return ok({ place, also, atUse: false })
}

/** Other places that may change with a variable; undefined when some must not. */
function othersOf(link: Link, { resource }: LandContext): readonly Consumer[] | undefined {
  const { program, type, address } = resource
  if (program.isUsedElsewhere(link.owner)) return undefined
  const others = program
    .consumers(link.owner)
    .filter((other) => other.address !== address || !samePath(other.path, link.at))
  const alike = others.every(
    (other) =>
      program.typeOf(other.address) === type && samePath(withoutIndices(other.path), withoutIndices(link.at)),
  )
  return alike ? others : undefined
}

function withoutIndices(path: Path): Path {
  return path.filter((step) => typeof step === 'string')
}

function samePath(a: Path, b: Path): boolean {
  return a.length === b.length && a.every((step, i) => step === b[i])
}
