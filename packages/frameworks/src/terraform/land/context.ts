import type { Path, Refusal, Result } from '@regraft/model'
import { ok } from '@regraft/model'
import type { DocumentOp } from '@regraft/syntax'
import type { Change, Consumer, Landing } from '../../framework.ts'
import { isJsonSyntax } from '../files.ts'
import type { Source } from '../language/value.ts'
import type { LoadedUnit } from '../loaded-unit.ts'
import type { Located } from '../locate.ts'
import { locate } from '../locate.ts'
import type { TerraformResource } from '../resource.ts'
import type { Place } from '../source.ts'
import type { Hint, Self } from './content.ts'
import { Writer } from './content.ts'
import { refuse } from './refusals.ts'

/** What every landing needs to know. */
export interface LandContext {
  readonly resource: TerraformResource
  readonly unit: LoadedUnit
  /** Whether another place of the unit wants the very same change. */
  readonly agrees: (consumer: Consumer, change: Change) => boolean
}

export interface FileOp {
  readonly file: string
  readonly op: DocumentOp
}

/** Operations in the order they are made, names whose form was a guess, and what else changes with them. */
export interface Ops {
  readonly ops: readonly FileOp[]
  readonly guesses: readonly string[]
  readonly also: readonly Consumer[]
}

export type Landed = Result<Ops, Refusal>

export const nothing: Landed = ok({ ops: [], guesses: [], also: [] })

export function find({ resource }: LandContext, path: Path): Located {
  return locate(resource, path)
}

export function put(place: Place, content: Extract<DocumentOp, { op: 'put' }>['content']): FileOp {
  return { file: place.file, op: { op: 'put', path: place.path, content } }
}

export function remove(place: Place): FileOp {
  return { file: place.file, op: { op: 'remove', path: place.path } }
}

export function writerFor({ resource }: LandContext, file: string, hint?: Hint): Writer {
  return new Writer(isJsonSyntax(file) ? 'json' : 'hcl', selfOf(resource), hint)
}

/** What a companion means by the resource it serves. */
function selfOf({ type, block }: TerraformResource): Self {
  const members = block.body.members(undefined)
  const path = [type, block.name]
  if (members.has('for_each')) return { path, index: ['each', 'key'] }
  return members.has('count') ? { path, index: ['count', 'index'] } : { path }
}

/**
 * The other places that a change of what `source` is makes the same change at: consumers of the literal or block that the
 * value at `path` comes from. `rest` leads on from it to what changes. Refused when one of them does not want it.
 */
export function shareOf(
  source: Source,
  path: Path,
  rest: Path,
  change: Change,
  { resource, unit, agrees }: LandContext,
): Result<readonly Consumer[], Refusal> {
  const uses = unit.uses(source)
  const others = uses
    .filter((use) => use.resource !== resource || !samePath(use.path, path))
    .map((use): Consumer => ({ address: use.resource.address, path: [...use.path, ...rest] }))
  const dissent = others.filter((other) => !agrees(other, change))
  const [first] = dissent
  const more = dissent.length > 1 ? ` and ${dissent.length - 1} more` : ''
  if (first !== undefined) return disagree(`${[first.address, ...first.path].join('.')}${more}`)
  const other = unit.otherUse(source, uses)
  return other === undefined ? ok(others) : disagree(other)
}

function disagree(who: string): Result<never, Refusal> {
  return refuse('SHARED_VALUE', `${who} would change with it and does not ask for that`)
}

function samePath(a: Path, b: Path): boolean {
  return a.length === b.length && a.every((step, i) => step === b[i])
}

/** Runs steps one after the other and gathers what they do; the first refusal ends it. */
export function inTurn<T>(items: readonly T[], step: (item: T) => Landed): Landed {
  const ops: FileOp[] = []
  const guesses: string[] = []
  const also: Consumer[] = []
  for (const item of items) {
    const landed = step(item)
    if (!landed.ok) return landed
    ops.push(...landed.value.ops)
    guesses.push(...landed.value.guesses)
    also.push(...landed.value.also)
  }
  return ok({ ops, guesses, also })
}

/** A landing from operations; a guess makes it unsafe in native syntax. */
export function landing({ ops, guesses, also }: Ops, type: string): Landing {
  if (guesses.length === 0) return { ops, also }
  const names = [...new Set(guesses)].join(', ')
  const because = `nothing says whether ${names} of ${type} is a block or an argument`
  return { ops, also, level: 'unsafe', because }
}
