import type { Json } from '@regraft/model'
import { describe, expect, it } from 'vitest'
import { pulumiClasses, pulumiSpellings } from '../src/pulumi/names.generated.ts'
import { classesOf, enumValue, memberOf, spellingOf, terraformType } from '../src/pulumi/names.ts'
import { typeOf } from '../src/pulumi/read.ts'
import { renames } from '../src/pulumi/renames.ts'
import { memberBody } from '../src/schema/lookup.ts'
import { knownResourceTypes, resourceSchema } from '../src/schema/resource-schema.ts'
import type { BodySchema, MemberSchema, ValueType } from '../src/schema/types.ts'
import { header, inputOf, landed, textOf } from './pulumi-support.ts'

const types = knownResourceTypes('aws').filter((type) => classesOf(type).length > 0)

/** Every member that can be reached, with its names from the resource. A body that holds itself is visited once. */
function* members(
  body: BodySchema,
  path: readonly string[] = [],
): Generator<[readonly string[], BodySchema, MemberSchema]> {
  for (const member of body.members.values()) {
    yield [path, body, member]
    const inner = memberBody(member)
    if (inner !== undefined && path.length < 4) yield* members(inner, [...path, member.name])
  }
}

describe('the tables', () => {
  it('know a class for almost every type, and only types that the provider has', () => {
    expect(types.length).toBeGreaterThan(1_570)
    const missing = knownResourceTypes('aws').filter((type) => classesOf(type).length === 0)
    // One takes no arguments; those of the other differ between the versions of the two packages.
    expect(missing).toEqual(['aws_devopsguru_service_integration', 'aws_ram_sharing_with_organization'])
    for (const line of pulumiClasses.trim().split('\n')) {
      const [module = '', list = ''] = line.split(' ')
      for (const item of list.split(',')) {
        const type = terraformType(module, (item.split('=')[0] ?? '').replace('-', ''))
        expect(type && resourceSchema(type), `${module} ${item}`).toBeDefined()
      }
    }
  })

  it('have each type back from its classes', () => {
    for (const type of types)
      for (const { module, name } of classesOf(type)) expect(terraformType(module, name)).toBe(type)
  })

  it('spell every member so that it is read back', () => {
    let count = 0
    for (const type of types) {
      const schema = resourceSchema(type)
      for (const [path, body, member] of schema ? members(schema) : []) {
        const { name } = spellingOf(type, [...path, member.name], member)
        expect(memberOf(type, path, body, name)?.name, `${type} ${[...path, name].join('.')}`).toBe(
          member.name,
        )
        count++
      }
    }
    expect(count).toBeGreaterThan(20_000)
  })

  it('rename and spell only what there is', () => {
    for (const [type, names] of Object.entries(renames))
      for (const name of Object.values(names))
        expect(resourceSchema(type)?.members.has(name), `${type}.${name}`).toBe(true)
    for (const line of pulumiSpellings.trim().split('\n'))
      expect(resourceSchema(`aws_${line.split(' ')[0]}`), line.slice(0, 60)).toBeDefined()
  })

  it('hold the strings of constants', () => {
    expect(enumValue('s3', 'CannedAcl', 'PublicReadWrite')).toBe('public-read-write')
    expect(enumValue('ec2', 'Tenancy', 'Dedicated')).toBe('dedicated')
    expect(enumValue('s3', 'CannedAcl', 'Nothing')).toBeUndefined()
  })
})

/** A value of a type with everything that may be in it, three levels deep. */
function sample(type: ValueType, depth: number): Json {
  switch (type.kind) {
    case 'number':
      return 7
    case 'bool':
      return true
    case 'string':
    case 'any':
      return 'text'
    case 'list':
    case 'set':
      return [sample(type.of, depth)]
    case 'map':
      return { some_key: sample(type.of, depth) }
    case 'object': {
      const found = [...type.body.members.values()].filter((member) => member.required || depth > 0)
      return Object.fromEntries(found.map((member) => [member.name, sample(typeOf(member), depth - 1)]))
    }
  }
}

describe('arguments written by their schema', () => {
  // Every type with REGRAFT_ALL=1.
  const stride = process.env['REGRAFT_ALL'] === '1' ? 1 : 12

  it('are read back as the same model', () => {
    let count = 0
    for (const type of types.filter((_, i) => i % stride === 0)) {
      const [owner] = classesOf(type)
      const schema = resourceSchema(type)
      if (owner === undefined || schema === undefined) continue
      const text = `${header}new aws.${owner.module}.${owner.name}("n", {});\n`
      const address = `${type}.n`
      for (const member of schema.members.values()) {
        const value = sample(typeOf(member), 3)
        const outcome = landed({ 'index.ts': text }, address, { kind: 'put', path: [member.name], value })
        expect(typeof outcome === 'string' ? `${outcome} ${type}.${member.name}` : '').toBe('')
        expect(inputOf(header + textOf(outcome), address), `${type}.${member.name}`).toEqual({
          [member.name]: value,
        })
        count++
      }
    }
    expect(count).toBeGreaterThan(500)
  }, 600_000)
})
