import type { JsonObject } from '@regraft/model'
import { beforeAll, describe, expect, it } from 'vitest'
import type { Compiled, CompileOptions, LocalRego } from '../src/index.ts'
import { source, toolchain } from './toolchain.ts'
import { untar } from './untar.ts'

let rego: LocalRego
beforeAll(async () => {
  rego = await toolchain()
})

const neverOpen = source(
  `# METADATA
# title: Never open
# description: Closed is better.
# related_resources: [https://example.com/open]
# custom:
#   id: test/never-open
#   resources: [door]
package test.never_open

import data.test.lib

# METADATA
# title: The findings
# entrypoint: true
deny contains finding if {
	lib.open(input)
	finding := {"message": "open", "path": ["open"]}
}

unrelated contains 1
`,
  'never_open.rego',
)
const lib = source('package test.lib\n\nopen(door) if door.open == true\n', 'lib.rego')
const modules = [neverOpen, lib]
const entrypoints = ['test/never_open/deny']

async function compile(options: Partial<CompileOptions> = {}): Promise<Compiled> {
  const compiled = await rego.compile({ modules, entrypoints, ...options })
  if (!compiled.ok) throw new Error(JSON.stringify(compiled.error))
  return compiled.value
}

function fileOf(compiled: Compiled, name: string): Uint8Array {
  const entry = untar(compiled.bundle).find((one) => one.name === name)
  if (entry === undefined) throw new Error(`no ${name}`)
  return entry.bytes
}

function jsonOf(compiled: Compiled, name: string): JsonObject {
  return JSON.parse(new TextDecoder().decode(fileOf(compiled, name)))
}

/** Whether the Wasm holds a text. */
function holds(compiled: Compiled, text: string): boolean {
  return new TextDecoder('latin1').decode(compiled.wasm).includes(text)
}

describe('compile', () => {
  it('writes an OPA bundle without times', async () => {
    const compiled = await compile()
    const entries = untar(compiled.bundle)
    expect(entries.map(({ name, mtime }) => [name, mtime])).toEqual([
      ['/data.json', 0],
      ['/policy.wasm', 0],
      ['/.manifest', 0],
    ])
    expect(fileOf(compiled, '/policy.wasm')).toEqual(compiled.wasm)
    expect(WebAssembly.validate(new Uint8Array(compiled.wasm))).toBe(true)
    expect(jsonOf(compiled, '/data.json')).toEqual({})
  })

  it('lists entrypoints and all annotations in the manifest', async () => {
    const compiled = await compile()
    const manifest = jsonOf(compiled, '/.manifest')
    expect(manifest['wasm']).toEqual([
      {
        entrypoint: 'test/never_open/deny',
        module: '/policy.wasm',
        annotations: [{ scope: 'document', title: 'The findings', entrypoint: true }],
      },
    ])
    expect(manifest['rego_version']).toBe(1)
    expect(manifest['roots']).toEqual([''])
    expect(manifest['metadata']).toEqual({ annotations: compiled.annotations })
    const path = ['test', 'never_open'].map((value) => ({ type: 'string', value }))
    expect(compiled.annotations).toEqual([
      {
        location: { file: 'never_open.rego', row: 8, col: 1 },
        path: [{ type: 'var', value: 'data' }, ...path],
        annotations: {
          scope: 'package',
          title: 'Never open',
          description: 'Closed is better.',
          related_resources: [{ ref: 'https://example.com/open' }],
          custom: { id: 'test/never-open', resources: ['door'] },
        },
      },
      {
        location: { file: 'never_open.rego', row: 15, col: 1 },
        path: [{ type: 'var', value: 'data' }, ...path, { type: 'string', value: 'deny' }],
        annotations: { scope: 'document', title: 'The findings', entrypoint: true },
      },
    ])
  })

  it('gives the same bytes for the same modules in any order', async () => {
    const first = await compile()
    expect((await compile()).bundle).toEqual(first.bundle)
    expect((await compile({ modules: [lib, neverOpen] })).bundle).toEqual(first.bundle)
  })

  it('takes data, metadata and a revision', async () => {
    const data = { test: { limits: [1, 2.5, 12345678901] } }
    const compiled = await compile({ data, metadata: { set: 'mine' }, revision: 'r1' })
    expect(jsonOf(compiled, '/data.json')).toEqual(data)
    const manifest = jsonOf(compiled, '/.manifest')
    expect(manifest['revision']).toBe('r1')
    expect(manifest['metadata']).toMatchObject({ set: 'mine', annotations: compiled.annotations })
  })

  it('finds entrypoints in annotations', async () => {
    const compiled = await compile({ entrypoints: [], annotatedEntrypoints: true })
    expect(compiled.entrypoints).toEqual(['test/never_open/deny'])
  })

  it('prunes what no entrypoint needs, and folds data that is known', async () => {
    const options = { entrypoints: ['test/lib/size'], modules: [sized], data: { threshold_here: 41 } }
    expect(holds(await compile(options), 'threshold_here')).toBe(true)
    const folded = await compile({ ...options, optimize: 2, prune: true })
    expect(holds(folded, 'threshold_here')).toBe(false)
    expect(folded.entrypoints).toEqual(['test/lib/size'])
  })

  it('compiles print away unless asked', async () => {
    const printing = source('package test.lib\n\nx if print("seen")\n')
    const options = { modules: [printing], entrypoints: ['test/lib/x'] }
    expect(holds(await compile(options), 'internal.print')).toBe(false)
    expect(holds(await compile({ ...options, print: true }), 'internal.print')).toBe(true)
  })
})

const sized = source(
  'package test.lib\n\nsize := data.threshold_here + 1\n\nother := data.threshold_here + 2\n',
)
