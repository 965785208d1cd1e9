import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import type { Json, RegraftError } from '@regraft/model'
import { Ajv } from 'ajv'
import fc from 'fast-check'
import { afterEach, describe, expect, it } from 'vitest'
import { stringify } from 'yaml'
import { readBaseline } from '../src/baseline.ts'
import { emptyConfig } from '../src/config.ts'
import { loadConfig } from '../src/load.ts'
import { parseConfig } from '../src/parse.ts'
import { configSchema } from '../src/schema.ts'
import { validate } from '../src/validate.ts'

const runs = Number(process.env['REGRAFT_RUNS'] ?? 300)

const full = `
include: ['**/*.tf']
exclude: [vendor/**]
policies: [policies, '@acme/policies']
rules:
  aws/s3-*: off
  aws/s3-versioning:
    severity: high
    fix: unsafe
    inputs: { days: 7 }
params: { aws/s3-versioning: { days: 7 } }
bundles: { keys: { release: { file: key.pem, algorithm: ES256 } }, keyid: release }
failOn: high
ignore:
  - rule: aws/x
    paths: [legacy/**]
    resources: ['aws_s3_bucket.*']
    reason: goes away in March
    until: 2027-03-31
baseline: known.json
`

/** What is wrong, as `line:column message | hint`. */
function wrong(text: string): string[] {
  try {
    parseConfig('regraft.yaml', text, '/')
  } catch (error) {
    const { code, diagnostics } = error as RegraftError
    expect(code).toBe('CONFIG_INVALID')
    return diagnostics.map(
      ({ start, message, hint }) =>
        `${start?.line}:${start?.column} ${message}${hint === undefined ? '' : ` | ${hint}`}`,
    )
  }
  return []
}

describe('regraft.yaml', () => {
  it('becomes options, in its order', () => {
    expect(parseConfig('regraft.yaml', full, '/repo')).toEqual({
      include: ['**/*.tf'],
      exclude: ['vendor/**'],
      policies: ['policies', '@acme/policies'],
      conftest: {},
      settings: [
        { rule: 'aws/s3-*', off: true },
        { rule: 'aws/s3-versioning', severity: 'high', fix: 'unsafe', inputs: { days: 7 } },
      ],
      bundles: { keys: { release: { file: 'key.pem', algorithm: 'ES256' } }, keyid: 'release' },
      params: { 'aws/s3-versioning': { days: 7 } },
      failOn: 'high',
      variables: [],
      ignores: [
        {
          rule: 'aws/x',
          paths: ['legacy/**'],
          resources: ['aws_s3_bucket.*'],
          reason: 'goes away in March',
          until: '2027-03-31',
        },
      ],
      baseline: 'known.json',
      code: false,
      folder: '/repo',
      diagnose: expect.any(Function),
      named: false,
    })
  })

  it.each(['', '# only a comment\n', '---\n', '{}', '\ufefffailOn: low\n'])('may be %j', (text) => {
    expect(wrong(text)).toEqual([])
  })

  it.each([
    ['exlude: [a]\n', ['1:1 there is no setting "exlude" | Did you mean exclude?']],
    [
      'zzz: 1\n',
      [
        '1:1 there is no setting "zzz" | It can be include, exclude, policies, conftest, code, bundles, rules, params, failOn, variables, ignore, baseline.',
      ],
    ],
    [
      'failOn: hgih\n',
      ['1:9 failOn must be one of info, low, medium, high, critical, never, not "hgih" | Did you mean high?'],
    ],
    ['include: a\n', ['1:10 include must be a list, not "a"']],
    ['include:\n', ['1:9 include must be a list, not nothing']],
    ['include: [a, 1]\n', ['1:14 include[1] must be a text, not 1']],
    ['include: [""]\n', ['1:11 include[0] must not be empty']],
    ['rules:\n  a/b: on\n', ['2:8 rules.a/b must be off, or a map with severity, fix, inputs, not "on"']],
    ['rules:\n  a/b: false\n', ['2:8 rules.a/b must be off, or a map with severity, fix, inputs, not false']],
    ['rules:\n  a/b:\n    fixx: safe\n', ['3:5 rules.a/b has no setting "fixx" | Did you mean fix?']],
    [
      'rules:\n  a/b: { fix: manual }\n',
      ['2:15 rules.a/b.fix must be one of safe, unsafe, off, not "manual"'],
    ],
    ['ignore:\n  - rule: a\n', ['2:5 ignore[0] has no reason | Why. Reports show it.']],
    [
      'ignore: [{ rule: a, reason: b, until: 2027-13-01 }]\n',
      ['1:39 ignore[0].until cannot be "2027-13-01" | The last day it counts, YYYY-MM-DD.'],
    ],
    [
      '- a\n',
      [
        '1:1 the configuration must be a map with include, exclude, policies, conftest, code, bundles, rules, params, failOn, variables, ignore, baseline, not a list',
      ],
    ],
    ['failOn: low\nfailOn: high\n', ['2:1 Map keys must be unique']],
    ['a: 1\n---\nb: 2\n', ['3:1 a configuration is one YAML document']],
    ['failOn: !ENV X\n', ['1:9 Unresolved tag: !ENV']],
    [
      'include: [a\n',
      ['2:1 Flow sequence in block collection must be sufficiently indented and end with a ]'],
    ],
  ])('%j', (text, problems) => {
    expect(wrong(text)).toEqual(problems)
  })

  it('shows the place', () => {
    try {
      parseConfig('regraft.yaml', 'failOn: low\nrules:\n  a/b: { severty: high }\n', '/')
      expect.unreachable()
    } catch (error) {
      expect((error as RegraftError).diagnostics).toEqual([
        {
          code: 'CONFIG_INVALID',
          severity: 'error',
          message: 'rules.a/b has no setting "severty"',
          hint: 'Did you mean severity?',
          file: 'regraft.yaml',
          start: { offset: 28, line: 3, column: 10 },
          end: { offset: 35, line: 3, column: 17 },
          frame:
            '  1 | failOn: low\n  2 | rules:\n> 3 |   a/b: { severty: high }\n    |          ^^^^^^^\n  4 |',
        },
      ])
    }
  })

  it('is bounded: alias bombs and depth without end are told, not expanded', () => {
    const bomb = Array.from(
      { length: 9 },
      (_, i) =>
        `a${i}: &a${i} [${Array(9)
          .fill(i ? `*a${i - 1}` : 'x')
          .join(',')}]`,
    )
    expect(wrong(`${bomb.join('\n')}\n`).join()).toMatch(/^1:1 it cannot be read: /)
    expect(wrong(`include: ${'['.repeat(50_000)}`).join()).toMatch(/./)
    expect(wrong(`include: ${'['.repeat(50_000)}${']'.repeat(50_000)}`).join()).toMatch(/./)
  })

  it('holds no key that objects have by themselves', () => {
    expect(wrong('constructor: 1\n')).toHaveLength(1)
    expect(wrong('__proto__: { failOn: low }\n')).toHaveLength(1)
    expect(wrong('rules:\n  toString: off\n')).toEqual([])
  })
})

describe('the published schema', () => {
  const schema = JSON.parse(
    readFileSync(new URL('../../model/schemas/config.schema.json', import.meta.url), 'utf8'),
  )
  const ajv = new Ajv({ strict: true }).compile(schema)

  it('is the one that is checked', () => {
    expect(configSchema()).toEqual(schema)
  })

  it('says the same to ajv as to us, whatever the data', () => {
    const word = fc.constantFrom(
      'off',
      'high',
      'safe',
      'never',
      '2027-01-31',
      '2027-1-1',
      '',
      'x',
      'rule',
      'reason',
    )
    const key = fc.constantFrom(
      ...Object.keys(schema.properties),
      'rule',
      'reason',
      'until',
      'fix',
      'severity',
      'paths',
      'inputs',
      'x',
    )
    const { tree } = fc.letrec((tie) => ({
      tree: fc.oneof(
        { maxDepth: 4, withCrossShrink: true },
        word,
        fc.constantFrom(null, 1, true),
        fc.array(tie('tree'), { maxLength: 3 }),
        fc.dictionary(key, tie('tree'), { maxKeys: 4 }),
      ),
    }))
    fc.assert(
      fc.property(tree as fc.Arbitrary<Json>, (value) => {
        expect(validate(value, schema).length === 0).toBe(ajv(value))
      }),
      { numRuns: runs },
    )
  })

  it('says the same to a file as to its data', () => {
    const setting = fc.record(
      { severity: fc.constantFrom('low', 'high'), fix: fc.constantFrom('safe', 'off') },
      { requiredKeys: [] },
    )
    const config = fc.record(
      {
        include: fc.array(fc.string({ minLength: 1 })),
        failOn: fc.constantFrom('low', 'never'),
        rules: fc.dictionary(fc.string({ minLength: 1 }), fc.oneof(fc.constant('off'), setting)),
      },
      { requiredKeys: [] },
    )
    fc.assert(
      fc.property(config, (data) => wrong(stringify(data)).length === 0),
      { numRuns: 100 },
    )
  })
})

describe('loading', () => {
  const folders: string[] = []
  const folder = (files: { readonly [path: string]: string | Uint8Array }): string => {
    const made = mkdtempSync(join(tmpdir(), 'regraft-config-'))
    folders.push(made)
    for (const [name, content] of Object.entries(files)) writeFileSync(join(made, name), content)
    return made
  }
  afterEach(() => {
    for (const it of folders.splice(0)) rmSync(it, { recursive: true })
  })

  it('finds regraft.yaml in the root, or takes the file that is named', async () => {
    const root = folder({ 'regraft.yaml': 'failOn: high\n', 'other.yaml': 'failOn: info\n' })
    expect((await loadConfig(undefined, root, '/')).failOn).toBe('high')
    expect((await loadConfig('other.yaml', '/nowhere', root)).failOn).toBe('info')
    expect(await loadConfig(undefined, folder({}), '/')).toMatchObject({ policies: [] })
  })

  it.each([
    ['missing.yaml', 'CONFIG_MISSING', 'the configuration missing.yaml cannot be read'],
    ['binary.yaml', 'CONFIG_INVALID', 'the configuration binary.yaml is not UTF-8'],
    ['large.yaml', 'CONFIG_INVALID', 'the configuration large.yaml is larger than 1 MiB'],
    ['bad.yaml', 'CONFIG_INVALID', 'the configuration bad.yaml is not valid'],
  ])('refuses %s', async (name, code, message) => {
    const root = folder({
      'binary.yaml': new Uint8Array([0xff, 0xfe]),
      'large.yaml': '#'.repeat(1024 * 1024 + 1),
      'bad.yaml': 'a: 1',
    })
    await expect(loadConfig(name, root, root)).rejects.toMatchObject({ code, message })
  })

  it('takes nothing from outside of the root that was only found in it', async () => {
    const outside = folder({ 'c.yaml': 'failOn: high\n', 'b.json': '{"findings":[{"id":"a"}]}' })
    const root = folder({})
    symlinkSync(join(outside, 'c.yaml'), join(root, 'regraft.yaml'))
    symlinkSync(join(outside, 'b.json'), join(root, 'regraft-baseline.json'))
    await expect(loadConfig(undefined, root, root)).rejects.toMatchObject({ code: 'CONFIG_INVALID' })
    expect((await loadConfig('regraft.yaml', '/', root)).failOn).toBe('high')
    await expect(readBaseline(emptyConfig(root), root)).rejects.toMatchObject({ code: 'BASELINE_INVALID' })
    const baseline = relative(root, join(outside, 'b.json'))
    await expect(readBaseline({ ...emptyConfig(root), baseline }, root)).rejects.toMatchObject({
      message: `the baseline ${baseline} lies outside of what is checked, and the configuration was only found there`,
    })
    const named = { ...emptyConfig(root), baseline, named: true }
    expect((await readBaseline(named, root)).entries).toHaveLength(1)
  })

  it('reads a report as baseline', async () => {
    const root = folder({
      'known.json': '{"schema":1,"findings":[{"id":"a"},{"id":"b"}]}',
      'list.json': '[]',
      'no-id.json': '{"findings":[{}]}',
      'text.json': 'x',
    })
    const of = async (baseline: string): Promise<readonly string[] | undefined> =>
      (await readBaseline({ ...emptyConfig(root), baseline }, root)).entries?.map(({ id }) => id)
    expect(await of('known.json')).toEqual(['a', 'b'])
    await expect(of('list.json')).rejects.toMatchObject({
      code: 'BASELINE_INVALID',
      message: 'the baseline list.json is not a regraft report',
    })
    await expect(of('no-id.json')).rejects.toMatchObject({
      message: 'the baseline no-id.json holds a finding without an id',
    })
    await expect(of('text.json')).rejects.toMatchObject({ message: 'the baseline text.json is not JSON' })
    await expect(of('gone.json')).rejects.toMatchObject({ message: 'the baseline gone.json cannot be read' })
    expect((await readBaseline(emptyConfig(root), root)).entries).toBeUndefined()
  })
})
