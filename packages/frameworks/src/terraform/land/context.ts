import type { Path, Refusal, Result } from '@regraft/model'
import { ok } from '@regraft/model'
import type { DocumentOp } from '@regraft/syntax'
import type { Landing } from '../../framework.ts'
import { isJsonSyntax } from '../files.ts'
import type { LoadedModule } from '../loaded-module.ts'
import type { Link, Located } from '../locate.ts'
import { locate } from '../locate.ts'
import type { TerraformResource } from '../resource.ts'
import type { Place } from '../source.ts'
import type { Hint } from './content.ts'
import { Writer } from './content.ts'
import { refuse } from './refusals.ts'

/** What every landing needs to know. */
export interface LandContext {
  readonly resource: TerraformResource
  readonly module: LoadedModule
}

export interface FileOp {
  readonly file: string
  readonly op: DocumentOp
}

/** Operations in the order they are made, and names whose form was a guess. */
export interface Ops {
  readonly ops: readonly FileOp[]
  readonly guesses: readonly string[]
}

export type Landed = Result<Ops, Refusal>

export const nothing: Landed = ok({ ops: [], guesses: [] })

export function find({ resource, module }: LandContext, path: Path): Located {
  return locate(resource.source.body, resource.schema, path, module.definitions)
}

export function put(place: Place, content: Extract<DocumentOp, { op: 'put' }>['content']): FileOp {
  return { file: place.file, op: { op: 'put', path: place.path, content } }
}

export function remove(place: Place): FileOp {
  return { file: place.file, op: { op: 'remove', path: place.path } }
}

export function writerFor({ resource }: LandContext, file: string, hint?: Hint): Writer {
  return new Writer(isJsonSyntax(file) ? 'json' : 'hcl', [resource.type, resource.source.name], hint)
}

/** The first reference on the way whose target other places use as well. */
export function sharedLink(links: readonly Link[], { module }: LandContext): Link | undefined {
  return links.find(({ definition }) => module.uses().direct(definition).length > 1)
}

export function shared(link: Link, { module }: LandContext): Result<never, Refusal> {
  const { kind, name } = link.definition
  const count = module.uses().direct(link.definition).length
  return refuse(
    'SHARED_VALUE',
    `${kind}.${name} is used in ${count} places, and only a part of it would change`,
  )
}

/** Runs steps one after the other and gathers what they do; the first refusal ends it. */
export function inTurn<T>(items: readonly T[], step: (item: T) => Landed): Landed {
  const ops: FileOp[] = []
  const guesses: string[] = []
  for (const item of items) {
    const landed = step(item)
    if (!landed.ok) return landed
    ops.push(...landed.value.ops)
    guesses.push(...landed.value.guesses)
  }
  return ok({ ops, guesses })
}

/** A landing from operations; a guess makes it unsafe in native syntax. */
export function landing({ ops, guesses }: Ops, type: string): Landing {
  if (guesses.length === 0) return { ops, also: [] }
  const names = [...new Set(guesses)].join(', ')
  const because = `nothing says whether ${names} of ${type} is a block or an argument`
  return { ops, also: [], level: 'unsafe', because }
}
