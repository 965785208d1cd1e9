import type { Json } from '@regraft/model'
import { isList, isObject } from '@regraft/model'
import { describe, expect, test } from 'vitest'
import { iamPolicyDocument } from '../src/terraform/data/iam-policy-document.ts'
import { Failure } from '../src/terraform/language/failure.ts'
import { anyType, listOf, stringType } from '../src/terraform/language/type.ts'
import type { StringValue, Value } from '../src/terraform/language/value.ts'
import {
  bool,
  isMapping,
  isSequence,
  nullOf,
  num,
  object,
  str,
  tuple,
  unknownOf,
} from '../src/terraform/language/value.ts'

/** JSON, and values in it. */
type Written = Json | Value | readonly Written[] | { readonly [name: string]: Written }

const values = new WeakSet<object>()

function known<V extends Value>(value: V): V {
  values.add(value)
  return value
}

function isValue(written: Written): written is Value {
  return typeof written === 'object' && written !== null && values.has(written)
}

function value(written: Written): Value {
  if (isValue(written)) return written
  if (Array.isArray(written)) return tuple(written.map(value))
  if (written === null) return nullOf(anyType)
  if (typeof written === 'string') return str(written)
  if (typeof written === 'number') return num(written)
  if (typeof written === 'boolean') return bool(written)
  return object(new Map(Object.entries(written).map(([name, entry]) => [name, value(entry as Written)])))
}

function compute(body: Written): ReadonlyMap<string, Value> {
  return iamPolicyDocument(value(body))
}

function attribute(body: Written, name = 'json'): Value {
  return compute(body).get(name) as Value
}

function json(body: Written): string {
  const text = attribute(body)
  return text.kind === 'string' ? text.value : `(${text.kind})`
}

/** The document, read back. */
function read(body: Written): Json {
  return JSON.parse(json(body)) as Json
}

function statement(written: Written): Json {
  const document = read({ statement: [written] })
  return isObject(document) && isList(document['Statement']) ? (document['Statement'][0] ?? null) : null
}

function failure(body: Written): string {
  try {
    return json(body)
  } catch (error) {
    return error instanceof Failure ? error.message : 'no failure'
  }
}

/** A string that stands in a file. */
function literal(text: string): StringValue {
  return known({ kind: 'string', value: text, source: { site: { file: `${text}.tf` } } })
}

function open(text: string, ...refs: string[]): Value {
  return known(unknownOf(stringType, { text, refs }))
}

function at(from: Value | undefined, ...path: (string | number)[]): Value | undefined {
  let here = from
  for (const step of path) {
    if (here === undefined) return undefined
    if (isSequence(here)) here = here.items[Number(step)]
    else if (isMapping(here)) here = here.entries.get(String(step))
    else return undefined
  }
  return here
}

function decoded(body: Written): Value | undefined {
  const text = attribute(body)
  return text.kind === 'string' || text.kind === 'unknown' ? text.decoded : undefined
}

describe('what the documentation shows', () => {
  test('two keys of one condition, actions from the last to the first', () => {
    const body = {
      statement: [
        {
          actions: ['kms:Decrypt', 'kms:GenerateDataKey'],
          resources: ['*'],
          condition: [
            {
              test: 'ForAnyValue:StringEquals',
              variable: 'kms:EncryptionContext:service',
              values: ['pi'],
            },
            {
              test: 'ForAnyValue:StringEquals',
              variable: 'kms:EncryptionContext:aws:pi:service',
              values: ['rds'],
            },
          ],
        },
      ],
    }
    expect(json(body)).toBe(
      [
        '{',
        '  "Version": "2012-10-17",',
        '  "Statement": [',
        '    {',
        '      "Effect": "Allow",',
        '      "Action": [',
        '        "kms:GenerateDataKey",',
        '        "kms:Decrypt"',
        '      ],',
        '      "Resource": "*",',
        '      "Condition": {',
        '        "ForAnyValue:StringEquals": {',
        '          "kms:EncryptionContext:aws:pi:service": "rds",',
        '          "kms:EncryptionContext:service": "pi"',
        '        }',
        '      }',
        '    }',
        '  ]',
        '}',
      ].join('\n'),
    )
    const minified = attribute(body, 'minified_json')
    expect(minified.kind === 'string' && minified.value).toBe(JSON.stringify(read(body)))
  })

  test('principals of several types', () => {
    expect(
      statement({
        actions: ['sts:AssumeRole'],
        principals: [
          { type: 'Service', identifiers: ['firehose.amazonaws.com'] },
          { type: 'AWS', identifiers: ['arn:aws:iam::123456789012:role/trusted'] },
          {
            type: 'Federated',
            identifiers: ['arn:aws:iam::123456789012:saml-provider/p', 'cognito-identity.amazonaws.com'],
          },
        ],
      }),
    ).toEqual({
      Effect: 'Allow',
      Action: 'sts:AssumeRole',
      Principal: {
        AWS: 'arn:aws:iam::123456789012:role/trusted',
        Federated: ['cognito-identity.amazonaws.com', 'arn:aws:iam::123456789012:saml-provider/p'],
        Service: 'firehose.amazonaws.com',
      },
    })
  })

  const source = json({
    statement: [
      { actions: ['ec2:*'], resources: ['*'] },
      { sid: 'SidToOverride', actions: ['s3:*'], resources: ['*'] },
    ],
  })
  const bucket = { sid: 'SidToOverride', actions: ['s3:*'], resources: ['b', 'b/*'] }
  const ec2 = { Effect: 'Allow', Action: 'ec2:*', Resource: '*' }

  test('a statement replaces that of a source document', () => {
    expect(read({ source_policy_documents: [source], statement: [bucket] })).toEqual({
      Version: '2012-10-17',
      Statement: [ec2, { Sid: 'SidToOverride', Effect: 'Allow', Action: 's3:*', Resource: ['b/*', 'b'] }],
    })
  })

  test('an override document replaces a statement, in its place', () => {
    expect(read({ override_policy_documents: [source], statement: [bucket] })).toEqual({
      Version: '2012-10-17',
      Statement: [{ Sid: 'SidToOverride', Effect: 'Allow', Action: 's3:*', Resource: '*' }, ec2],
    })
  })

  test('several override documents', () => {
    const one = (sid: string | null, effect: string, actions: string): string =>
      json({ statement: [{ sid, effect, actions: [actions] }] })
    expect(
      read({
        override_policy_documents: [
          one('One', 'Allow', 's3:*'),
          one(null, 'Allow', 'ec2:*'),
          one('Two', 'Allow', 'iam:*'),
          one('One', 'Deny', 'logs:*'),
        ],
        statement: [{ sid: 'Two', effect: 'Deny', actions: ['*'] }],
      }),
    ).toEqual({
      Version: '2012-10-17',
      Statement: [
        { Sid: 'Two', Effect: 'Allow', Action: 'iam:*' },
        { Sid: 'One', Effect: 'Deny', Action: 'logs:*' },
        { Effect: 'Allow', Action: 'ec2:*' },
      ],
    })
  })
})

describe('as the provider does it', () => {
  test('keys in order, an id, Not… and IAM variables', () => {
    expect(
      read({
        policy_id: 'policy_id',
        statement: [
          {
            sid: '1',
            actions: ['s3:ListBucket'],
            resources: ['arn:aws:s3:::foo/home/&{aws:username}', 'arn:aws:s3:::foo/home/&{aws:username}/*'],
            condition: [
              { test: 'StringLike', variable: 's3:prefix', values: ['home/', '', 'home/&{aws:username}/'] },
            ],
            not_principals: [{ type: 'AWS', identifiers: ['arn:blahblah:example'] }],
          },
          { effect: 'Deny', not_actions: ['s3:*'], not_resources: ['arn:aws:s3:::*'] },
        ],
      }),
    ).toEqual({
      Version: '2012-10-17',
      Id: 'policy_id',
      Statement: [
        {
          Sid: '1',
          Effect: 'Allow',
          Action: 's3:ListBucket',
          Resource: [
            // biome-ignore lint/suspicious/noTemplateCurlyInString: IAM's own variables
            'arn:aws:s3:::foo/home/${aws:username}/*',
            // biome-ignore lint/suspicious/noTemplateCurlyInString: IAM's own variables
            'arn:aws:s3:::foo/home/${aws:username}',
          ],
          NotPrincipal: { AWS: 'arn:blahblah:example' },
          Condition: {
            StringLike: {
              // biome-ignore lint/suspicious/noTemplateCurlyInString: IAM's own variables
              's3:prefix': ['home/', '', 'home/${aws:username}/'],
            },
          },
        },
        { Effect: 'Deny', NotAction: 's3:*', NotResource: 'arn:aws:s3:::*' },
      ],
    })
  })

  test.each([
    ['AWS', { AWS: '*' }],
    ['*', '*'],
  ])('everybody as %s', (type, principal) => {
    expect(statement({ principals: [{ type, identifiers: ['*'] }] })).toEqual({
      Effect: 'Allow',
      Principal: principal,
    })
  })

  test('blocks of one principal type are joined in the order of a set of the plugin SDK', () => {
    const role = (partition: string, ...accounts: number[]): Written => ({
      type: 'AWS',
      identifiers: accounts.map((n) => `arn:${partition}:iam::${String(n).repeat(12)}:root`),
    })
    const accounts = (...principals: Written[]): string[] =>
      [...JSON.stringify(statement({ principals })).matchAll(/::(\d)/g)].map((match) => match[1] ?? '')
    expect(accounts(role('aws', 1), role('aws', 2, 3))).toEqual(['1', '3', '2'])
    expect(accounts(role('aws', 1, 2), role('aws', 3), role('aws', 4))).toEqual(['3', '4', '2', '1'])
    expect(accounts(role('aws-us-gov', 1, 2), role('aws-us-gov', 3), role('aws-us-gov', 4))).toEqual([
      '3',
      '2',
      '1',
      '4',
    ])
  })

  test('conditions of one test and variable are joined, the same one once', () => {
    const condition = (...values: string[]): Written => ({ test: 'T', variable: 'v', values })
    expect(
      statement({ condition: [condition('x'), condition('x'), condition('a', 'b'), condition('c')] }),
    ).toEqual({ Effect: 'Allow', Condition: { T: { v: ['x', 'c', 'a', 'b'] } } })
    expect(statement({ condition: [condition()] })).toEqual({
      Effect: 'Allow',
      Condition: { T: { v: [] } },
    })
  })

  test('Go escapes for HTML, and sorts by code point', () => {
    expect(json({ statement: [{ actions: ['<a>&\u2028"', '\u{10000}', '\uffee'] }] })).toContain(
      '        "\u{10000}",\n        "\uffee",\n        "\\u003ca\\u003e\\u0026\\u2028\\""\n',
    )
  })

  test('of JSON it takes what it knows', () => {
    const document = {
      version: '2012-10-17',
      Statement: [
        { Sid: null, Effect: '', ACTION: ['b', 'a', 'c'], Resource: ['r'], Foo: 1 },
        { Principal: 'someone', Condition: { Bool: { a: false, b: ['x'], c: 1 }, Null: {} } },
        { Principal: { AWS: ['a', 'b'], '*': '*' } },
      ],
    }
    expect(read({ version: '2008-10-17', source_policy_documents: [JSON.stringify(document), ''] })).toEqual({
      Version: '2012-10-17',
      Statement: [
        { Action: ['b', 'a', 'c'], Resource: ['r'] },
        { Principal: '*', Condition: { Bool: { a: 'false', b: 'x' } } },
        { Principal: { '*': '*', AWS: ['b', 'a'] } },
      ],
    })
  })

  test('nothing gives a version; the arguments given up in version 6 still count', () => {
    expect(json({})).toBe('{\n  "Version": "2012-10-17"\n}')
    const one = (sid: string, action: string): string => json({ statement: [{ sid, actions: [action] }] })
    expect(
      read({ source_json: one('a', 'old'), override_json: one('b', 'new'), statement: [{ sid: 'b' }] }),
    ).toEqual({
      Version: '2012-10-17',
      Statement: [
        { Sid: 'a', Effect: 'Allow', Action: 'old' },
        { Sid: 'b', Effect: 'Allow', Action: 'new' },
      ],
    })
  })

  test.each<[string, Written]>([
    ['two statements have the Sid a', { statement: [{ sid: 'a' }, { sid: 'a' }] }],
    [
      'two statements have the Sid a',
      { source_policy_documents: ['{"Statement":[{"Sid":"a"}]}', '{"Statement":[{"Sid":"a"}]}'] },
    ],
    ['allow is no effect', { statement: [{ effect: 'allow' }] }],
    ['2099 is no version of policy documents', { version: '2099' }],
    [
      '&{x}: version 2008-10-17 has no variables',
      { version: '2008-10-17', statement: [{ resources: ['&{x}'] }] },
    ],
    ['a list of strings must not hold null', { statement: [{ actions: [null] }] }],
    ['principals need identifiers', { statement: [{ principals: [{ type: 'AWS' }] }] }],
    ['a condition needs values', { statement: [{ condition: [{ test: 'T', variable: 'v' }] }] }],
    ['the policy document is not JSON', { source_policy_documents: ['{'] }],
    ['Statement is a list', { source_policy_documents: ['{"Statement":{}}'] }],
    [
      'a Principal is a string or an object',
      { source_policy_documents: ['{"Statement":[{"Principal":null}]}'] },
    ],
    ['Sid is a string', { source_policy_documents: ['{"Statement":[{"Sid":5}]}'] }],
  ])('it refuses: %s', (message, body) => {
    expect(failure(body)).toBe(message)
  })

  test('empty Sids are none', () => {
    expect(read({ statement: [{ sid: '' }, { sid: '' }] })).toEqual({
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow' }, { Effect: 'Allow' }],
    })
  })
})

describe('where values came from', () => {
  const action = literal('s3:*')
  const everybody = literal('*')
  const first = literal('a')
  const body = {
    statement: [
      {
        sid: first,
        actions: [first, action],
        resources: [everybody],
        principals: [{ type: '*', identifiers: [everybody] }],
        condition: [{ test: 'Bool', variable: 'v', values: [first] }],
      },
    ],
  }

  test('the leaves of the document are the values of the body', () => {
    const document = decoded(body)
    expect(at(document, 'Statement', 0, 'Action', 0)).toBe(action)
    expect(at(document, 'Statement', 0, 'Action', 1)).toBe(first)
    expect(at(document, 'Statement', 0, 'Resource')).toBe(everybody)
    expect(at(document, 'Statement', 0, 'Principal')).toBe(everybody)
    expect(at(document, 'Statement', 0, 'Sid')).toBe(first)
    expect(at(document, 'Statement', 0, 'Condition', 'Bool', 'v')).toBe(first)
  })

  test('they stay so through source and override documents', () => {
    const inner = known(attribute(body))
    for (const name of ['source_policy_documents', 'override_policy_documents']) {
      const document = decoded({ [name]: [inner] })
      expect(at(document, 'Statement', 0, 'Action', 0)).toBe(action)
      expect(at(document, 'Statement', 0, 'Principal')).toBe(everybody)
      expect(at(document, 'Statement', 0, 'Condition', 'Bool', 'v')).toBe(first)
    }
  })

  test('a sorted list is still the list it was; what was replaced is no literal any more', () => {
    const site = { file: 'list.tf' }
    const actions = known({ ...tuple([str('a'), str('b')]), source: { site } })
    const resource = literal('&{x}')
    const document = decoded({ statement: [{ actions, resources: [resource] }] })
    expect(at(document, 'Statement', 0, 'Action')?.source?.site).toBe(site)
    expect(at(document, 'Statement', 0, 'Resource')).toEqual(str(`$${'{x}'}`))
  })
})

describe('where something is unknown', () => {
  const arn = open('aws_s3_bucket.b.arn', 'aws_s3_bucket.b')
  const other = open('var.x')

  test('the text is, the document holds the rest', () => {
    const body = { statement: [{ actions: ['a', other, 'b'], resources: [arn] }] }
    const text = attribute(body)
    expect(text).toMatchObject({
      kind: 'unknown',
      type: stringType,
      refs: ['aws_s3_bucket.b'],
      notNull: true,
    })
    const document = decoded(body)
    expect(at(document, 'Version')).toEqual(str('2012-10-17'))
    expect(at(document, 'Statement', 0, 'Action')).toEqual(tuple([str('b'), str('a'), other]))
    expect(at(document, 'Statement', 0, 'Resource')).toBe(arn)
    expect(attribute(body, 'id')).toMatchObject({ kind: 'unknown', refs: ['aws_s3_bucket.b'] })
  })

  test('lists, principals and conditions that nobody knows', () => {
    const list = known(unknownOf(listOf(stringType), { text: 'var.list', refs: ['t.r'] }))
    const document = decoded({
      statement: [
        {
          actions: list,
          principals: [
            { type: 'AWS', identifiers: list },
            { type: 'AWS', identifiers: ['*'] },
          ],
          not_principals: [{ type: other, identifiers: [arn] }],
          condition: list,
        },
        { condition: [{ test: 'T', variable: 'v', values: list }] },
      ],
    })
    expect(at(document, 'Statement', 0, 'Action')).toBe(list)
    expect(at(document, 'Statement', 0, 'Principal', 'AWS')).toEqual(
      tuple([unknownOf(stringType, { text: 'var.list', refs: ['t.r'] }), str('*')]),
    )
    expect(at(document, 'Statement', 0, 'NotPrincipal')).toEqual(
      unknownOf(anyType, { text: 'var.x', refs: ['aws_s3_bucket.b'] }),
    )
    expect(at(document, 'Statement', 0, 'Condition')).toBe(list)
    expect(at(document, 'Statement', 1, 'Condition', 'T', 'v')).toBe(list)
  })

  test.each<[string, Written]>([
    ['statement blocks', { statement: known(unknownOf(listOf(anyType), { refs: ['t.r'] })) }],
    ['one block of them', { statement: [{ sid: 'a' }, known(unknownOf(anyType, { refs: ['t.r'] }))] }],
    ['a source document', { source_policy_documents: [open('x', 't.r')], statement: [{ sid: 'a' }] }],
    [
      'source documents',
      { source_policy_documents: known(unknownOf(listOf(stringType), { refs: ['t.r'] })) },
    ],
    [
      'a Sid that an override may replace',
      { override_policy_documents: ['{"Statement":[{"Sid":"a"}]}'], statement: [{ sid: open('x', 't.r') }] },
    ],
    ['the body', known(unknownOf(anyType, { refs: ['t.r'] }))],
  ])('no document when %s is unknown, for nobody knows how many statements there are', (_, body) => {
    expect(attribute(body)).toEqual(unknownOf(stringType, { refs: ['t.r'], notNull: true }))
  })

  test('an unknown Sid replaces nothing where all are distinct', () => {
    const sid = open('x', 't.r')
    const source = known(attribute({ statement: [{ sid }, { sid: 'b' }] }))
    const document = decoded({ source_policy_documents: ['{"Statement":[{"Sid":"a"}]}', source] })
    expect(at(document, 'Statement', 0, 'Sid')).toEqual(str('a'))
    expect(at(document, 'Statement', 1, 'Sid')).toBe(sid)
    expect(at(document, 'Statement', 2, 'Sid')).toEqual(str('b'))
  })

  test('a document in which a part is unknown is merged by its parts', () => {
    const source = known(attribute({ statement: [{ sid: 'a', actions: [arn] }] }))
    const body = { source_policy_documents: [source], statement: [{ actions: ['b'] }] }
    expect(attribute(body)).toMatchObject({ kind: 'unknown', refs: ['aws_s3_bucket.b'] })
    expect(at(decoded(body), 'Statement', 0, 'Action')).toBe(arn)
    expect(at(decoded(body), 'Statement', 1, 'Action')).toEqual(str('b'))
  })
})
