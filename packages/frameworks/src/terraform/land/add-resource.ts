import { err, isList, ok } from '@regraft/model'
import type { Content, ContentEntry } from '@regraft/syntax'
import { constantOf, traversalOf } from '@regraft/syntax/hcl'
import type { Change } from '../../framework.ts'
import { knowsProvider, resourceSchema } from '../../schema/resource-schema.ts'
import { isJsonSyntax } from '../files.ts'
import { referencesOf } from '../references.ts'
import type { TerraformResource } from '../resource.ts'
import type { Body, Member } from '../source.ts'
import { checkBlock } from './check.ts'
import { referenceText } from './content.ts'
import type { LandContext, Landed } from './context.ts'
import { shareOf, writerFor } from './context.ts'
import { refuse } from './refusals.ts'

type NewResource = Extract<Change, { kind: 'add_resource' }>

/** Writes a new resource after the one it serves, under a name that is free in the module. */
export function landNewResource(added: NewResource, context: LandContext): Landed {
  const { resource } = context
  const { module } = resource.instance
  const members = resource.block.body.members(resource.schema)
  if (resource.block.duplicate)
    return refuse('NOT_ONE_RESOURCE', `${resource.type}.${resource.block.name} is declared more than once`)
  const schema = resourceSchema(added.type)
  if (schema === undefined && knowsProvider(added.type))
    return refuse('NOT_IN_SCHEMA', `the provider has no resource ${added.type}`)
  const problem = schema && checkBlock(schema, added.value, added.type)
  if (problem) return err(problem)
  const there = module.resources.find(({ type, body }) => type === added.type && refersTo(body, resource))
  if (there !== undefined)
    return refuse(
      'COMPANION_EXISTS',
      `${there.address} serves it already and has no instance here: what its count or for_each says decides`,
    )
  const taken = new Set(module.resources.filter(({ type }) => type === added.type).map(({ name }) => name))
  const name = freeName(added.name, taken)
  const provider = providerOf(members.get('provider'), isJsonSyntax(resource.file))
  if (provider === 'computed')
    return refuse('COMPUTED', `which provider ${resource.address} has cannot be told`)
  const { place } = resource.block.body
  const also = shareOf({ site: { ...place, body: resource.block.body } }, [], [], added, context)
  if (!also.ok) return also
  const writer = writerFor(context, resource.file)
  const entries = [...repeated(resource), ...provider, ...writer.members(added.value, schema)]
  const { file, at } = resource
  if (!isJsonSyntax(file)) {
    const content: Content = { kind: 'block', type: 'resource', labels: [added.type, name], entries }
    return ok({
      ops: [{ file, op: { op: 'insert', after: at, content } }],
      guesses: writer.guesses,
      also: also.value,
    })
  }
  const map: Content = { kind: 'map', entries }
  // The owner stands at […, type, name]; an object of the type may be there already.
  const types = at.slice(0, -2)
  if (typeof at.at(-1) !== 'string' || typeof at.at(-2) !== 'string')
    return refuse('WRONG_SHAPE', `${resource.address} is not written as resource.type.name`)
  const known = module.resources.find(
    ({ type, body }) => type === added.type && body.place.file === file && startsWith(body.place.path, types),
  )
  const content: Content = known === undefined ? { kind: 'map', entries: [[name, map]] } : map
  const path = known === undefined ? [...types, added.type] : [...types, added.type, name]
  return ok({ ops: [{ file, op: { op: 'put', path, content } }], guesses: writer.guesses, also: also.value })
}

/** Whether an argument of a block names a resource, whatever comes of it. */
function refersTo(body: Body, { type, block }: TerraformResource): boolean {
  for (const member of body.members(undefined).values()) {
    if (member.kind !== 'attribute') continue
    let found = false
    for (const { root, first } of referencesOf(member.expr)) {
      if (root === type && first === block.name) found = true
    }
    if (found) return true
  }
  return false
}

/** One companion for each instance of the resource it serves: as many, under the same keys. */
function repeated({ type, block, file }: TerraformResource): readonly ContentEntry[] {
  const members = block.body.members(undefined)
  const owner: Content & { kind: 'reference' } = { kind: 'reference', path: [type, block.name] }
  const json = isJsonSyntax(file)
  if (members.has('for_each'))
    return [['for_each', json ? { kind: 'scalar', value: `\${${referenceText(owner)}}` } : owner]]
  if (!members.has('count')) return []
  const length: Content = { kind: 'call', name: 'length', arguments: [owner] }
  return [['count', json ? { kind: 'scalar', value: `\${length(${referenceText(owner)})}` } : length]]
}

/** What the resource it serves says of its provider: another one has another region or account. */
function providerOf(member: Member | undefined, json: boolean): readonly ContentEntry[] | 'computed' {
  if (member === undefined) return []
  if (member.kind !== 'attribute') return 'computed'
  const { expr } = member
  const value = expr.syntax === 'json' ? expr.value : (traversalOf(expr.node) ?? constantOf(expr.node))
  // Terraform takes the name as a string too; JSON syntax and old files have it so.
  const steps = typeof value === 'string' ? value.split('.') : isList(value) ? value : []
  const path = steps.filter((step): step is string => typeof step === 'string' && isName.test(step))
  if (path.length === 0 || path.length < steps.length) return 'computed'
  return [['provider', json ? { kind: 'scalar', value: path.join('.') } : { kind: 'reference', path }]]
}

const isName = /^[A-Za-z_][\w-]*$/

function startsWith(path: readonly (string | number)[], prefix: readonly (string | number)[]): boolean {
  return prefix.every((step, i) => path[i] === step)
}

/** The wanted name as an identifier, with a number after it when it is taken. */
function freeName(wanted: string, taken: ReadonlySet<string>): string {
  const cleaned = wanted.replace(/[^A-Za-z0-9_-]/g, '_')
  const base = /^[A-Za-z_]/.test(cleaned) ? cleaned : `_${cleaned}`
  let name = base
  for (let n = 2; taken.has(name); n++) name = `${base}_${n}`
  return name
}
