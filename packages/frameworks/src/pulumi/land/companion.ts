import type { Refusal, Result } from '@regraft/model'
import { err, isObject, ok } from '@regraft/model'
import type { Content, ContentEntry } from '@regraft/syntax'
import { type TypescriptDocument, writtenPath } from '@regraft/syntax/typescript'
import type { Change, Landing } from '../../framework.ts'
import { resourceSchema } from '../../schema/resource-schema.ts'
import { checkBlock } from '../../terraform/land/check.ts'
import { reach } from '../classes.ts'
import type { PulumiResource } from '../resource.ts'
import { classNameOf } from './class-name.ts'
import { Writer } from './content.ts'
import { optionsFor } from './options.ts'
import type { LandContext } from './owners.ts'
import { referenceIn } from './references.ts'
import { refuse } from './refusals.ts'
import type { FileOp } from './remove.ts'

type Added = Extract<Change, { kind: 'add_resource' }>

/** Writes a new resource as a statement after the one that makes the resource it serves. */
export function landCompanion(change: Added, context: LandContext): Result<Landing, Refusal> {
  const { resource } = context
  const { file } = resource
  const document = resource.program.document(file)
  if (document === undefined) return refuse('WRONG_SHAPE', `${file} cannot be read`)
  const label = labelOf(change, resource)
  if (label === undefined)
    return refuse(
      'NOT_ONE_RESOURCE',
      `the name of ${resource.address} is computed: a companion needs one of its own`,
    )
  const named = classNameOf(change, resource)
  if (!named.ok) return named
  const { name, doubt } = named.value
  const callee = reach(document, name)
  if (callee === undefined)
    return refuse('NO_IMPORT', `nothing that the file imports has ${name.steps.join('.')}`)
  const options = optionsFor(resource)
  if (!options.ok) return options
  const entries = argumentsOf(change, context)
  if (!entries.ok) return entries
  const content: Content = {
    kind: 'block',
    type: callee.join('.'),
    labels: [freeName(label, change, context)],
    entries: entries.value,
  }
  const ops: FileOp[] = [{ file, op: { op: 'insert', after: resource.at, content } }]
  if (options.value.length > 0) ops.push(optionsOp(document, resource, options.value))
  return ok({ ops, also: [], ...(doubt === undefined ? {} : { level: 'unsafe', because: doubt }) })
}

/**
 * The name that is wanted, made for an owner whose name is written out. Where that is computed, a statement that runs once
 * makes one resource, which is named after its variable.
 */
function labelOf(change: Added, { node }: PulumiResource): string | undefined {
  if (node.items[0]?.value.kind === 'scalar') return change.name
  const holder = node.topLevel ? node.holder : undefined
  return holder && String(writtenPath(holder).at(-1))
}

/** The third argument of the new statement, which stands behind every expression of the owner's. */
function optionsOp(
  document: TypescriptDocument,
  { file, node }: PulumiResource,
  entries: readonly ContentEntry[],
): FileOp {
  const end = node.statement?.end ?? node.range.end
  const index = document.news.filter(({ range }) => range.start < end).length
  return { file, op: { op: 'put', path: ['new', index, 'arguments', 2], content: { kind: 'map', entries } } }
}

function argumentsOf(change: Added, context: LandContext): Result<readonly ContentEntry[], Refusal> {
  const schema = context.resource.schema && resourceSchema(change.type)
  const problem = schema && checkBlock(schema, change.value, change.type)
  if (problem) return err(problem)
  const { apiVersion, kind, ...manifest } = change.value
  const value = schema === undefined ? manifest : change.value
  const writer = new Writer(change.type, (steps) => referenceIn(context, steps))
  const content = writer.value(
    value,
    schema === undefined ? { kind: 'any' } : { kind: 'object', body: schema },
    [],
  )
  if (!content.ok) return content
  return content.value.kind === 'map' && isObject(value)
    ? ok(content.value.entries)
    : refuse('WRONG_SHAPE', 'no arguments')
}

/** The wanted name, with a number after it when a resource of the type has it. */
function freeName(name: string, { type, value }: Added, { loaded }: LandContext): string {
  const taken = new Set(loaded.resources.map(({ address }) => address))
  const address = (wanted: string): string =>
    typeof value['kind'] === 'string' && type === value['kind'] ? `${type}/${wanted}` : `${type}.${wanted}`
  let free = name
  for (let n = 2; taken.has(address(free)); n++) free = `${name}-${n}`
  return free
}
