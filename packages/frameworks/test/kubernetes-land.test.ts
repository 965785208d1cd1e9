import type { Path } from '@regraft/model'
import { describe, expect, it } from 'vitest'
import type { Change } from '../src/index.ts'
import { changed, landed, open, put } from './kubernetes-support.ts'

const head = 'apiVersion: v1\nkind: Pod\nmetadata:\n  name: a\n'

describe('where values stand', () => {
  it('says where a value is written or would go', () => {
    const resource = open(
      `---\n---\n${head}spec:\n  securityContext:\n  containers:\n  - name: x\n`,
    ).resource()
    expect(resource.at).toEqual([1])
    expect(resource.origin([])).toEqual({ kind: 'literal', file: 'app.yaml', path: [1] })
    expect(resource.origin(['spec', 'containers', 0, 'name'])).toMatchObject({
      kind: 'literal',
      path: [1, 'spec', 'containers', 0, 'name'],
    })
    expect(resource.origin(['spec', 'securityContext', 'runAsNonRoot'])).toEqual({
      kind: 'absent',
      parent: { kind: 'literal', file: 'app.yaml', path: [1, 'spec', 'securityContext'] },
      missing: ['runAsNonRoot'],
    })
    expect(resource.origin(['status', 'phase'])).toMatchObject({
      kind: 'absent',
      parent: { path: [1] },
      missing: ['status', 'phase'],
    })
  })

  it('names the consumers of an anchor', () => {
    const text = `${head}spec:\n  containers:\n  - name: x\n    securityContext: &s {privileged: true}\n  - name: y\n    securityContext: *s\n`
    const at = ['spec', 'containers', 1, 'securityContext', 'privileged']
    expect(open(text).resource().origin(at)).toEqual({
      kind: 'owned',
      by: {
        kind: 'literal',
        file: 'app.yaml',
        path: [0, 'spec', 'containers', 0, 'securityContext', 'privileged'],
      },
      use: { file: 'app.yaml', path: [0, 'spec', 'containers', 1, 'securityContext'] },
      consumers: [
        { address: 'Pod/a', path: ['spec', 'containers', 0, 'securityContext', 'privileged'] },
        { address: 'Pod/a', path: ['spec', 'containers', 1, 'securityContext', 'privileged'] },
      ],
    })
  })

  it('works in JSON', () => {
    const text = '{"apiVersion": "v1", "kind": "Pod", "spec": {"a": [{"b": "{{ c }}"}]}}'
    const resource = open(text, 'a.json').resource()
    expect(resource.origin(['spec', 'a', 0])).toEqual({
      kind: 'literal',
      file: 'a.json',
      path: ['spec', 'a', 0],
    })
    expect(resource.origin(['spec', 'a', 1, 'x'])).toMatchObject({
      kind: 'absent',
      parent: { path: ['spec', 'a'] },
      missing: [1, 'x'],
    })
    expect(resource.origin(['spec', 'a', 0, 'b']).kind).toBe('opaque')
    expect(resource.input).toMatchObject({ spec: { a: [{ b: { $unknown: '{{ c }}' } }] } })
  })
})

const remove = (path: Path): Change => ({ kind: 'remove', path })

const cases: readonly (readonly [name: string, before: string, change: Change, after: string])[] = [
  [
    'a value',
    `${head}spec:\n  hostPID: true # why\n`,
    put(['spec', 'hostPID'], false),
    `${head}spec:\n  hostPID: false # why\n`,
  ],
  [
    'missing parents in one go',
    `${head}spec:\n  containers:\n  - name: x\n`,
    put(['spec', 'containers', 0, 'securityContext', 'capabilities', 'drop'], ['ALL']),
    `${head}spec:\n  containers:\n  - name: x\n    securityContext:\n      capabilities:\n        drop:\n        - ALL\n`,
  ],
  [
    'a parent that has no value',
    `${head}spec:\n  securityContext: # later\n  hostPID: false\n`,
    put(['spec', 'securityContext', 'runAsNonRoot'], true),
    `${head}spec:\n  securityContext: # later\n    runAsNonRoot: true\n  hostPID: false\n`,
  ],
  [
    'an empty parent',
    `${head}spec: {}\n`,
    put(['spec', 'hostPID'], false),
    `${head}spec:\n  hostPID: false\n`,
  ],
  [
    'the first item of a list',
    `${head}`,
    put(['spec', 'volumes', 0], { name: 'v' }),
    `${head}spec:\n  volumes:\n    - name: v\n`,
  ],
  ['an item too far', `${head}`, put(['spec', 'volumes', 1], { name: 'v' }), 'LIST_GAP'],
  ['below a value', `${head}`, put(['metadata', 'name', 'x'], 1), 'NOT_A_MAP'],
  ['what is not there', `${head}`, remove(['spec', 'x']), head],
  [
    'an entry',
    `${head}spec:\n  hostPID: true\n  x: 1\n`,
    remove(['spec', 'hostPID']),
    `${head}spec:\n  x: 1\n`,
  ],
  [
    'a key',
    `${head}spec:\n  a: 1\n`,
    { kind: 'rename', path: ['spec', 'a'], to: 'b' },
    `${head}spec:\n  b: 1\n`,
  ],
  [
    'literal text',
    `${head}`,
    put(['metadata', 'labels'], { a: { $lit: '$x' } }),
    `${head.trimEnd()}\n  labels:\n    a: $x\n`,
  ],
  ['a reference', `${head}`, put(['metadata', 'labels'], { a: { $ref: ['x', 'y'] } }), 'NO_REFERENCE'],
  ['what a template makes', `${head}spec:\n  a: "{{ b }}"\n`, put(['spec', 'a'], 'c'), 'OPAQUE'],
  ['below what a tag makes', `${head}spec: !x\n  a: 1\n`, put(['spec', 'a'], 2), 'OPAQUE'],
]

describe('changes of manifests', () => {
  for (const [name, before, change, after] of cases) {
    it(name, () => {
      expect(changed(before, change)).toBe(after)
    })
  }

  it('edits a manifest among others, in CRLF', () => {
    const text =
      `${head}---\n${head.replace('name: a', 'name: b')}---\n${head.replace('name: a', 'name: c')}`.replaceAll(
        '\n',
        '\r\n',
      )
    expect(changed(text, put(['spec', 'hostPID'], false), 'Pod/b')).toBe(
      text.replace('name: b\r\n', 'name: b\r\nspec:\r\n  hostPID: false\r\n'),
    )
  })

  it('edits JSON', () => {
    const text = '{\n  "apiVersion": "v1",\n  "kind": "Pod",\n  "spec": null\n}\n'
    expect(changed(text, put(['spec', 'securityContext', 'runAsNonRoot'], true), undefined, 'a.json')).toBe(
      '{\n  "apiVersion": "v1",\n  "kind": "Pod",\n  "spec": {\n    "securityContext": {\n      "runAsNonRoot": true\n    }\n  }\n}\n',
    )
  })
})

const two = (first: string, second: string, third = ''): string =>
  `${head}spec:\n  containers:\n  - name: x\n    securityContext: ${first}\n  - name: y\n    securityContext: ${second}\n${third}`
const second = ['spec', 'containers', 1, 'securityContext', 'privileged']

describe('shared values', () => {
  it('edits the anchor when every consumer is the same kind of place', () => {
    const text = two('&s {privileged: true}', '*s')
    expect(changed(text, put(second, false))).toBe(two('&s {privileged: false}', '*s'))
    expect(landed(open(text), put(second, false))).toMatchObject({
      also: [{ address: 'Pod/a', path: ['spec', 'containers', 0, 'securityContext', 'privileged'] }],
    })
  })

  it('adds to the anchor what all of them lack', () => {
    const path = ['spec', 'containers', 1, 'securityContext', 'readOnlyRootFilesystem']
    expect(changed(two('&s {privileged: false}', '*s'), put(path, true))).toBe(
      two('&s {privileged: false, readOnlyRootFilesystem: true}', '*s'),
    )
  })

  it('overrides at the use when another kind of place reads it', () => {
    const text = two('&s {privileged: true}', '*s', '  other: *s\n')
    expect(changed(text, put(second, false))).toBe(
      two('&s {privileged: true}', '{privileged: false}', '  other: *s\n').replace(
        'securityContext: {privileged: false}',
        'securityContext:\n      privileged: false',
      ),
    )
  })

  it('refuses to change an anchor that another kind of place reads', () => {
    const text = two('&s {privileged: true}', '{}', '  other: *s\n')
    expect(changed(text, put(['spec', 'containers', 0, 'securityContext', 'privileged'], false))).toBe(
      'SHARED_ANCHOR',
    )
  })

  it('counts an x- field as a definition, not a consumer', () => {
    const text = `x-defs:\n  s: &s {privileged: true}\n${two('*s', '*s')}`
    expect(changed(text, put(second, false))).toBe(text.replace('true', 'false'))
  })

  it('overrides a merged key beside the merge', () => {
    const text = two('&s {privileged: true, a: 1}', '{<<: *s, b: 2}', '  other: *s\n')
    expect(changed(text, put(second, false))).toBe(
      two('&s {privileged: true, a: 1}', '{<<: *s, b: 2, privileged: false}', '  other: *s\n'),
    )
    expect(changed(text, remove(second))).toBe('SHARED_ANCHOR')
  })

  it('edits a merged key at its anchor when only its like reads it', () => {
    const text = two('&s\n      privileged: true', '\n      <<: *s\n      b: 2')
    expect(changed(text, put(second, false))).toBe(
      two('&s\n      privileged: false', '\n      <<: *s\n      b: 2'),
    )
  })

  it('replaces the alias of a scalar', () => {
    const text = `${head}spec:\n  a: &v true\n  hostPID: *v # c\n`
    expect(changed(text, put(['spec', 'hostPID'], false))).toBe(
      `${head}spec:\n  a: &v true\n  hostPID: false # c\n`,
    )
    expect(changed(text, remove(['spec', 'hostPID']))).toBe(`${head}spec:\n  a: &v true\n`)
    expect(changed(text, remove(['spec', 'a']))).toBe('SHARED_ANCHOR')
  })
})

describe('new resources', () => {
  const policy = {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: { name: 'deny' },
    spec: { podSelector: {}, policyTypes: ['Ingress'] },
  }
  const add: Change = { kind: 'add_resource', type: 'NetworkPolicy', name: 'deny', value: policy }
  const written =
    '---\napiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata:\n  name: deny\nspec:\n  podSelector: {}\n  policyTypes:\n    - Ingress\n'

  it('follow the document of the resource', () => {
    const rest = `# about b\n---\n${head.replace('name: a', 'name: b')}`
    expect(changed(`${head}---\n${rest}`, add)).toBe(`${head}${written}---\n${rest}`)
    expect(changed(head.trimEnd(), add)).toBe(`${head}${written}`.trimEnd())
    expect(changed(`${head}${written}`, add)).toBe(`${head}${written}`)
  })

  it('follow the item of a list', () => {
    const text =
      'apiVersion: v1\nkind: List\nitems:\n- apiVersion: v1\n  kind: Pod\n  metadata: {name: a}\n- apiVersion: v1\n  kind: Pod\n  metadata: {name: b}\n'
    const item =
      '- apiVersion: networking.k8s.io/v1\n  kind: NetworkPolicy\n  metadata:\n    name: deny\n  spec:\n    podSelector: {}\n    policyTypes:\n    - Ingress\n'
    expect(changed(text, add)).toBe(text.replace('{name: a}\n', `{name: a}\n${item}`))
  })

  it('need what makes them one', () => {
    expect(changed(head, { ...add, value: { ...policy, metadata: {} } })).toBe('INCOMPLETE_RESOURCE')
    expect(changed(head, { ...add, type: 'Role' })).toBe('INCOMPLETE_RESOURCE')
    expect(changed('{"apiVersion":"v1","kind":"Pod"}', add, undefined, 'a.json')).toBe('SINGLE_DOCUMENT')
  })
})
