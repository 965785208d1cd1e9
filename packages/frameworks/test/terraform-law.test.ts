// biome-ignore-all lint/suspicious/noTemplateCurlyInString: templates are Terraform's here
import type { BodySchema, Change, MemberSchema, Resource, ValueType } from '@regraft/frameworks'
import { knownResourceTypes, resourceSchema, terraform } from '@regraft/frameworks'
import type { Json, JsonObject, Path } from '@regraft/model'
import { applyEdits, canonicalJson, isList, isObject, isUnknown } from '@regraft/model'
import type { Document } from '@regraft/syntax'
import { describe, expect, it } from 'vitest'
import { corpus } from './terraform-corpora.ts'
import { applyTo, Project } from './terraform-support.ts'

/**
 * The law of landing: loading what a landing wrote gives the model before with exactly the change applied, in this
 * resource, and every other resource as it was. Changes are sampled over real modules; REGRAFT_LAW_CHANGES raises how
 * many of each corpus are tried.
 */
const limit = Number(process.env['REGRAFT_LAW_CHANGES'] ?? 200)
const names = ['terragoat', 'kaimonkey', 'terraform-aws-vpc', 'terraform-aws-s3-bucket']

function putAt(node: Json | undefined, path: Path, value: Json): Json {
  const [step, ...rest] = path
  if (step === undefined) return value
  if (typeof step === 'number') {
    const list = isList(node) ? [...node] : []
    list[step] = putAt(list[step], rest, value)
    return list
  }
  const object = isObject(node) ? node : {}
  return { ...object, [step]: putAt(object[step], rest, value) }
}

/** Blocks or entries that are left empty by a removal may be there or not. */
function withoutEmpty(value: Json): Json {
  if (isList(value)) return value.map(withoutEmpty)
  if (!isObject(value)) return value
  const entries = Object.entries(value)
    .map(([key, item]): [string, Json] => [key, withoutEmpty(item)])
    .filter(([, item]) => !(isList(item) && item.length === 0))
  return Object.fromEntries(entries)
}

function removeAt(node: Json, path: Path): Json {
  const [step, ...rest] = path
  if (step === undefined) return node
  if (isList(node))
    return rest.length === 0
      ? node.filter((_, i) => i !== step)
      : node.map((item, i) => (i === step ? removeAt(item, rest) : item))
  if (!isObject(node) || !Object.hasOwn(node, step)) return node
  const entries = Object.entries(node).filter(([key]) => rest.length > 0 || key !== step)
  return Object.fromEntries(entries.map(([key, item]) => [key, key === step ? removeAt(item, rest) : item]))
}

/** The model after a change, `$ref` as the unknown value that a reference reads as. */
function after(input: JsonObject, change: Change, self: string): Json {
  if (change.kind === 'put') return putAt(input, change.path, asRead(change.value, self))
  return change.kind === 'remove' ? removeAt(input, change.path) : input
}

function asRead(value: Json, self: string): Json {
  if (isList(value)) return value.map((item) => asRead(item, self))
  if (!isObject(value)) return value
  const ref = value['$ref']
  if (isList(ref)) {
    const [root, ...steps] = ref
    // Inside its module a resource is known by its own name, and in a companion by the index of the instance.
    const [own = self] = /[\w-]+\.[\w-]+(\[[^[]*\])?$/.exec(self) ?? []
    const name = root === '$self' ? own : `${root}.${steps.shift()}`
    const prefix = self.slice(0, self.length - own.length)
    return { $unknown: anyIndex([name, ...steps].join('.')), $refs: [prefix + name] }
  }
  if ('$lit' in value) return value['$lit'] as Json
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, asRead(item, self)]))
}

/** A reference whatever index stands in it, and whatever falls back to it. */
function anyIndex(text: string): string {
  return text
    .replace(/^try\(.*, (.*)\)$/, '$1')
    .replace(/\[(?:count\.index|each\.key|\d+|\*|"[^"]*")\]/g, '[]')
}

/** What is compared of a model. A value that is unknown for many reasons may refer to what is put into one of them. */
function readAnyIndex(input: Json): Json {
  return JSON.parse(JSON.stringify(input), (key, value) => {
    if (key === '$unknown') return anyIndex(value)
    if (key !== '$refs' || value.length < 2) return value
    return value.filter((ref: string) => !ref.endsWith('aws_kms_key.k'))
  })
}

function sample(type: ValueType, n: number): Json {
  switch (type.kind) {
    case 'string':
      return ['plain', 'with "quotes" and \\', '${not} %{a} template', 'line\nbreak', ''][n % 5] ?? ''
    case 'number':
      return [0, -1, 443, 1.5][n % 4] ?? 0
    case 'bool':
      return n % 2 === 0
    case 'any':
      return 'any'
    case 'list':
    case 'set':
      return n % 3 === 0 ? [] : [sample(type.of, n), sample(type.of, n + 1)]
    case 'map':
      return { plain: sample(type.of, n), 'with space': sample(type.of, n + 1) }
    case 'object':
      return body(type.body, n)
  }
}

/** A value for a block: what is required and one thing more. */
function body(schema: BodySchema, n: number): JsonObject {
  const members = [...schema.members.values()]
  const optional = members.filter((member) => !member.required)
  const extra = optional[n % Math.max(1, optional.length)]
  const wanted = members.filter((member) => member.required || member === extra)
  return Object.fromEntries(wanted.map((member) => [member.name, memberValue(member, n + 1)]))
}

function memberValue(member: MemberSchema, n: number): Json {
  if (member.kind === 'attribute') {
    const string = member.type.kind === 'string'
    return string && n % 7 === 3 ? { $ref: ['aws_kms_key', 'k', 'arn'] } : sample(member.type, n)
  }
  const block = body(member.body, n)
  return member.nesting === 'single' ? block : [block]
}

function companion(type: string, n: number): Change {
  const schema = resourceSchema(type === 'aws_s3_bucket' ? 'aws_s3_bucket_versioning' : 'aws_flow_log')
  if (schema === undefined) throw new Error('the table lost a type')
  const [first = 'id'] = schema.members.keys()
  const value = { ...body(schema, n), [first]: { $ref: ['$self', 'id'] } }
  return { kind: 'add_resource', type: schema.type, name: 'a companion', value }
}

/** Changes of everything that is there, and of some of what is not. */
function* changesOf(resource: Resource): Generator<Change> {
  const schema = resourceSchema(resource.type)
  let n = resource.address.length
  yield companion(resource.type, n)
  for (const name of Object.keys(resource.input)) {
    yield* changesAt([name], resource.input[name] as Json, schema?.members.get(name), n++)
  }
  if (schema === undefined) return
  for (const member of schema.members.values()) {
    if (Object.hasOwn(resource.input, member.name) || n++ % 5 > 0) continue
    yield { kind: 'put', path: [member.name], value: memberValue(member, n) }
  }
}

function* changesAt(path: Path, value: Json, member: MemberSchema | undefined, n: number): Generator<Change> {
  yield { kind: 'remove', path }
  if (member === undefined) {
    if (typeof value === 'string') yield { kind: 'put', path, value: `${value}x` }
    return
  }
  if (isUnknown(value)) return
  yield { kind: 'put', path, value: memberValue(member, n) }
  if (member.kind === 'attribute') {
    if (isObject(value)) yield { kind: 'put', path: [...path, 'new key'], value: 'v' }
    return
  }
  const blocks = isList(value) ? [...value.entries()] : []
  if (isList(value)) {
    yield { kind: 'put', path: [...path, value.length], value: body(member.body, n) }
    yield { kind: 'remove', path: [...path, 0] }
  } else blocks.push([-1, value])
  for (const [i, block] of blocks) {
    const at = i < 0 ? path : [...path, i]
    if (isObject(block))
      for (const name of Object.keys(block))
        yield* changesAt([...at, name], block[name] as Json, member.body.members.get(name), n++)
    for (const inner of member.body.members.values())
      if (!(isObject(block) && Object.hasOwn(block, inner.name)) && n++ % 4 === 0)
        yield { kind: 'put', path: [...at, inner.name], value: memberValue(inner, n) }
  }
}

interface Tally {
  landed: number
  readonly refused: Map<string, number>
}

function tryChange(project: Project, unit: string, address: string, change: Change, tally: Tally): void {
  const before = project.load(unit)
  const resource = before.resources.find((each) => each.address === address)
  if (resource === undefined) throw new Error(`${address} is gone`)
  const documents = new Map<string, Document>()
  const read = (path: string): Document | undefined => documents.get(path) ?? project.read(path)
  const landing = terraform.land(change, resource, before, read)
  const refused = (code: string): void => {
    tally.refused.set(code, (tally.refused.get(code) ?? 0) + 1)
  }
  if (!landing.ok) {
    refused(landing.error.code)
    return
  }
  const what = `${unit} ${address} ${JSON.stringify(change)}`
  for (const { file, op } of landing.value.ops) {
    const document = read(file)
    const edits = document?.edits(op)
    if (document === undefined || edits === undefined) throw new Error(`${file} is not there: ${what}`)
    if (!edits.ok) {
      refused(edits.error.code)
      return
    }
    documents.set(file, terraform.parse(file, applyEdits(document.text, edits.value)))
  }
  tally.landed++
  for (const [file, document] of documents) expect(document.diagnostics, `${file} ${what}`).toEqual([])
  const loaded = terraform.load(before.unit, read)
  const found = new Map(loaded.resources.map((each) => [each.address, each.input]))
  for (const each of before.resources) {
    const wanted = each === resource ? after(each.input, change, address) : each.input
    const now = found.get(each.address)
    if (now === undefined) throw new Error(`${each.address} is gone: ${what}`)
    const read = withoutEmpty(readAnyIndex(now))
    const meant = withoutEmpty(readAnyIndex(wanted))
    if (canonicalJson(read) !== canonicalJson(meant)) expect(read, what).toEqual(meant)
  }
  if (change.kind === 'add_resource') {
    const known = new Set(before.resources.map((each) => each.address))
    const added = loaded.resources.filter((each) => !known.has(each.address))
    expect(
      added.map(({ type }) => type),
      what,
    ).toEqual([change.type])
    expect(canonicalJson(readAnyIndex(added[0]?.input ?? null)), what).toBe(
      canonicalJson(asRead(change.value, address)),
    )
    return
  }
  const again = terraform.land(
    change,
    loaded.resources.find((each) => each.address === address) ?? resource,
    loaded,
    read,
  )
  if (change.kind === 'put' && !isAppend(change.path, resource.input) && again.ok)
    for (const { file, op } of again.value.ops)
      expect(read(file)?.edits(op), what).toEqual({ ok: true, value: [] })
}

/** An index past the end: a second time it is not. */
function isAppend(path: Path, input: Json): boolean {
  let value: Json | undefined = input
  for (const step of path) {
    if (isList(value) && step === value.length) return true
    value = isList(value) || isObject(value) ? (value as JsonObject)[step] : undefined
  }
  return false
}

describe.each(names)('on %s', (name) => {
  const files = corpus(name)
  it.skipIf(files === undefined)('a landing reads back as the change applied', () => {
    const project = new Project(files ?? {})
    const all = project.units.flatMap(({ id }) =>
      project
        .load(id)
        .resources.flatMap((resource) =>
          [...changesOf(resource)].map((change) => ({ unit: id, address: resource.address, change })),
        ),
    )
    const step = Math.max(1, Math.floor(all.length / limit))
    const tally: Tally = { landed: 0, refused: new Map() }
    for (let i = 0; i < all.length; i += step) {
      const { unit, address, change } = all[i] as (typeof all)[number]
      tryChange(project, unit, address, change, tally)
    }
    const refused = [...tally.refused].map(([code, count]) => `${code} ${count}`).join(', ')
    process.stdout.write(
      `${name}: ${all.length} changes, ${tally.landed} tried and landed, refused: ${refused}\n`,
    )
    expect(tally.landed).toBeGreaterThan(0)
    const known = [
      'COMPUTED',
      'SHARED_VALUE',
      'REQUIRED_ARGUMENT',
      'NOT_IN_SCHEMA',
      'WRONG_SHAPE',
      'META_ARGUMENT',
      'NOT_ONE_RESOURCE',
      'COMPANION_EXISTS',
    ]
    expect([...tally.refused.keys()].filter((code) => !known.includes(code))).toEqual([])
  })
})

/** In JSON syntax strings are templates. */
function escaped(value: Json): Json {
  if (typeof value === 'string') return value.replace(/[$%](?=\{)/g, '$&$&')
  if (isList(value)) return value.map(escaped)
  if (!isObject(value)) return value
  const ref = value['$ref']
  if (isList(ref)) return `\${${ref.join('.')}}`
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, escaped(item)]))
}

const inOneResource = ['COMPUTED', 'REQUIRED_ARGUMENT', 'NOT_IN_SCHEMA']

describe('over the providers\u2019 types', () => {
  const types = knownResourceTypes().filter((_, i) => i % Math.max(1, Math.floor(20_000 / limit)) === 0)

  it('a resource in JSON syntax reads as its normal form, and its changes hold the law', () => {
    const tally: Tally = { landed: 0, refused: new Map() }
    for (const [n, type] of types.entries()) {
      const schema = resourceSchema(type)
      const value = schema === undefined ? {} : body(schema, n)
      const text = JSON.stringify({ resource: { [type]: { x: escaped(value) } } }, null, 2)
      const project = new Project({ 'main.tf.json': text })
      const resource = project.load().resources[0]
      expect(resource?.input, text).toEqual(asRead(value, ''))
      if (resource === undefined) continue
      for (const change of changesOf(resource)) tryChange(project, '.', resource.address, change, tally)
    }
    expect(tally.landed).toBeGreaterThan(types.length)
    expect([...tally.refused.keys()].filter((code) => !inOneResource.includes(code))).toEqual([])
  })

  it('a resource of each can be added in native syntax and changed', () => {
    const tally: Tally = { landed: 0, refused: new Map() }
    for (const [n, type] of types.entries()) {
      const schema = resourceSchema(type)
      if (schema === undefined) continue
      const project = new Project({ 'main.tf': 'resource "aws_vpc" "v" {\n}\n' })
      const change: Change = { kind: 'add_resource', type, name: 'x', value: body(schema, n) }
      tryChange(project, '.', 'aws_vpc.v', change, tally)
      expect(applyTo(project, change).ok).toBe(true)
      const resource = project.load().resources[1]
      if (resource === undefined) throw new Error(`${type} was not added`)
      for (const next of changesOf(resource)) tryChange(project, '.', resource.address, next, tally)
    }
    expect(tally.landed).toBeGreaterThan(types.length)
    expect([...tally.refused.keys()].filter((code) => !inOneResource.includes(code))).toEqual([])
  })
})
