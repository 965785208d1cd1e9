import { expect, test } from 'vitest'
import { type CheckContext, definitionSet, joinPolicySets, type PolicyDefinition } from '../src/index.ts'

type Check = PolicyDefinition['check']

const definition = (check: Check, more: object = {}): PolicyDefinition => ({
  id: 'acme/rule',
  title: 'A rule',
  severity: 'medium',
  fix: 'unsafe',
  resources: ['thing'],
  uses: ['other'],
  check,
  ...more,
})

const thing = (n: number, input = {}) => ({ type: 'thing', address: `thing.t${n}`, input })
const evaluate = (check: Check, count = 1, more: object = {}) =>
  definitionSet([definition(check, more)]).evaluate({
    resources: Array.from({ length: count }, (_, i) => thing(i)),
  })

test('findings are read and bounded as those of Rego, sorted, each once', () => {
  const level = (value: string) => ({
    title: 't',
    level: value,
    ops: [{ op: 'set', value: { b: 1, a: undefined } }],
  })
  const { findings, diagnostics } = evaluate((_, { report }) => {
    report({ path: ['b'], message: 'later', fix: level('safe') as never })
    report({ path: ['a'], message: 'first', severity: 'low', related: [['c', 0]] })
    report({ message: 'first', related: [['c', 0]], path: ['a'], severity: 'low' })
    report({ path: [], message: 'too grave', severity: 'critical' })
    report({ path: ['x'] } as never)
  })
  expect(findings).toEqual([
    { rule: 'acme/rule', resource: 0, message: 'too grave', path: [] },
    { rule: 'acme/rule', resource: 0, message: 'first', path: ['a'], severity: 'low', related: [['c', 0]] },
    {
      rule: 'acme/rule',
      resource: 0,
      message: 'later',
      path: ['b'],
      fix: { title: 't', level: 'unsafe', ops: [{ op: 'set', value: { b: 1 } }] },
    },
  ])
  expect(diagnostics.map(({ code, severity }) => `${severity} ${code}`)).toEqual([
    'warning POLICY_BOUND',
    'warning POLICY_BOUND',
    'error POLICY_FINDING_INVALID',
  ])
})

test('a check that throws names rule and resource; other resources and rules are served', () => {
  const set = definitionSet([
    definition((_, { address, report }) => {
      report({ message: 'half', path: [] })
      if (address === 'thing.t1') throw new TypeError('no list')
    }),
    definition((_, { report }) => report({ message: 'whole', path: [] }), { id: 'acme/sound' }),
  ])
  const { findings, diagnostics } = set.evaluate({ resources: [thing(0), thing(1)] })
  expect(findings.map(({ rule, resource }) => `${rule} ${resource}`)).toEqual([
    'acme/rule 0',
    'acme/sound 0',
    'acme/sound 1',
  ])
  expect(diagnostics).toEqual([
    {
      code: 'POLICY_FAILED',
      severity: 'error',
      message: 'acme/rule on thing.t1: its check threw TypeError: no list',
      hint: 'Write a case with this resource and run it with `@regraft/testing`.',
    },
  ])
})

test('after three failures only their number is told, and every resource is still asked', () => {
  let asked = 0
  const { diagnostics } = evaluate(() => {
    asked++
    throw 'nothing'
  }, 10)
  expect(asked).toBe(10)
  expect(diagnostics.map(({ message }) => message)).toEqual([
    'acme/rule on thing.t0: its check threw nothing',
    'acme/rule on thing.t1: its check threw nothing',
    'acme/rule on thing.t2: its check threw nothing',
    'acme/rule failed on 7 more resources',
  ])
})

test.each<[string, Check, string]>([
  ['asynchronous', (async () => {}) as never, 'its check is asynchronous'],
  [
    'asks for what it does not use',
    (_, { related }) => void related('thing'),
    'type thing, which it does not declare',
  ],
  [
    'reports a number that JSON lacks',
    (_, { report }) => report({ message: 'm', path: [Number.NaN] }),
    'finding.path[0] is NaN',
  ],
  [
    'reports a function',
    (_, { report }) => report({ message: 'm', path: [], fix: { f() {} } as never }),
    'finding.fix.f is a function',
  ],
  [
    'reports an instance',
    (_, { report }) => report({ message: 'm', path: new Date() as never }),
    'finding.path is an instance',
  ],
  [
    'reports what holds itself',
    (_, { report }) => {
      const self: { self?: object } = {}
      self.self = self
      report({ message: 'm', path: [], fix: self as never })
    },
    'nests too deep',
  ],
])('a check that is misused is told: %s', (_, check, message) => {
  const { findings, diagnostics } = evaluate(check)
  expect(findings).toEqual([])
  expect(diagnostics).toHaveLength(1)
  expect(diagnostics[0]).toMatchObject({ code: 'POLICY_FAILED', message: expect.stringContaining(message) })
})

test('a report after the check has ended throws where it is made', () => {
  let kept: CheckContext | undefined
  evaluate((_, context) => {
    kept = context
  })
  expect(() => kept?.report({ message: 'm', path: [] })).toThrow('after its check has ended')
})

test('what a check is given cannot be changed, related resources and parameters neither', () => {
  const tries: Check[] = [
    (resource) => Object.assign(resource, { a: 1 }),
    (resource) => (resource['list'] as unknown[]).push(2),
    (_, { related }) => Object.assign(related('other')[0]?.resource ?? {}, { a: 1 }),
    (_, { params }) => Object.assign(params, { days: 1 }),
    (_, context) => Object.assign(context, { address: 'x' }),
  ]
  const params = { days: { type: 'number', description: 'Days.', default: 3 } }
  const resources = [thing(0, { list: [{}] }), { type: 'other', address: 'other.o', input: { a: { b: 1 } } }]
  for (const check of tries) {
    const { diagnostics } = definitionSet([definition(check, { params })]).evaluate({ resources, only: [0] })
    expect(diagnostics[0]?.hint).toBe('What a check is given is frozen: copy what you want to change.')
  }
  expect(resources[0]?.input).toEqual({ list: [{}] })
})

test('related resources come by address, the parameters with defaults', () => {
  const seen: unknown[] = []
  const check: Check = (_, { related, params, type }) =>
    void seen.push(
      type,
      params,
      related('other').map(({ address, resource }) => [address, resource]),
    )
  const params = {
    days: { type: 'number', description: 'Days.', default: 3 },
    name: { type: 'string', description: 'A name.' },
  }
  const other = (address: string) => ({ type: 'other', address, input: { of: address } })
  definitionSet([definition(check, { params })], { params: { 'acme/rule': { name: 'n' } } }).evaluate({
    resources: [other('other.b'), thing(0), other('other.a')],
  })
  expect(seen).toEqual([
    'thing',
    { days: 3, name: 'n' },
    [
      ['other.a', { of: 'other.a' }],
      ['other.b', { of: 'other.b' }],
    ],
  ])
})

test.each([
  [{ 'acme/rule': { day: 1 } }, 'acme/rule has no parameter day'],
  [{ 'acme/rule': { days: '1' } }, 'days of acme/rule must be a whole number, not "1"'],
  [{ 'acme/rule': { days: 0 } }, 'days of acme/rule must be at least 1, not 0'],
  [{ 'acme/other': {} }, 'there is no rule acme/other to give parameters to'],
])('parameters that are not declared are refused: %j', (given, message) => {
  const params = { days: { type: 'integer', description: 'Days.', default: 3, min: 1 } }
  expect(() => definitionSet([definition(() => {}, { params })], { params: given })).toThrow(message)
})

test.each([
  [{ severity: 'grave' }, 'acme/rule: severity "grave" is no severity'],
  [{ resources: [] }, 'acme/rule: resources names no resource type'],
  [{ fixes: 'safe' }, 'acme/rule: it has the unknown field fixes'],
  [{ title: 7 }, 'acme/rule: it has no title'],
  [{ check: 'no' }, 'acme/rule: it has no `check`'],
  [{ id: undefined }, 'definition 1: id (absent) is no rule id'],
  [{ params: { days: { type: 'text' } } }, 'acme/rule: params.days.type "text" is no type'],
  [{ params: { days: { type: 'number', least: 1 } } }, 'acme/rule: params.days.least means nothing'],
  [
    { params: { days: { type: 'number', description: 'd', default: 'x' } } },
    'params.days.default must be a number, not "x"',
  ],
  [{ title: () => '' }, 'the definition.title is a function'],
])('a definition that is none is refused: %j', (more, message) => {
  expect(() => definitionSet([definition(() => {}, more)])).toThrow(message)
})

test('sets are joined by rule; two that disagree are refused', () => {
  const [a, b] = ['thing', 'other'].map((type) =>
    definitionSet([
      definition((_, { report }) => report({ message: type, path: [] }), { resources: [type], uses: [] }),
    ]),
  ) as [ReturnType<typeof definitionSet>, ReturnType<typeof definitionSet>]
  const joined = joinPolicySets([a, b])
  expect(joined.rules).toMatchObject([{ id: 'acme/rule', resources: ['thing', 'other'], packages: [] }])
  const resources = [{ type: 'other', address: 'other.o', input: {} }, thing(0)]
  expect(joined.evaluate({ resources }).findings.map(({ message }) => message)).toEqual(['other', 'thing'])
  const graver = definitionSet([definition(() => {}, { severity: 'high' })])
  expect(() => joinPolicySets([a, graver])).toThrow(
    'rule acme/rule is declared twice, with another severity each time',
  )
})
