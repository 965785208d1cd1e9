import { readFileSync } from 'node:fs'
import { brotliDecompressSync } from 'node:zlib'
import { RegraftError } from '@regraft/model'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createRego, limitMemory } from '../src/index.ts'
import { loadRego } from '../src/node.ts'
import { source } from './toolchain.ts'

const bytes = brotliDecompressSync(readFileSync(new URL('../wasm/opa.wasm.br', import.meta.url)))

/** A module with one memory of `min` pages, then a custom section. */
function tiny(min: number): Uint8Array {
  return Uint8Array.from([0, 0x61, 0x73, 0x6d, 1, 0, 0, 0, 5, 3, 1, 0, min, 0, 3, 1, 0x78, 7])
}

const code = async (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => 'no error',
    (error: unknown) => (error instanceof RegraftError ? error.code : error),
  )

describe('limitMemory', () => {
  it('writes a maximum that the engine keeps', () => {
    fc.assert(
      fc.property(fc.integer({ min: 64, max: 4096 }), fc.integer({ min: 0, max: 127 }), (memoryMb, min) => {
        const limited = limitMemory(tiny(min), memoryMb)
        expect(WebAssembly.validate(limited)).toBe(true)
        expect([...limited.subarray(0, 8)]).toEqual([...tiny(min).subarray(0, 8)])
        expect([...limited.subarray(-5)]).toEqual([0, 3, 1, 0x78, 7])
      }),
    )
  })

  it('changes nothing but the memory section', () => {
    const limited = limitMemory(bytes, 64)
    const rest = 41_000_000
    expect(Buffer.compare(bytes.subarray(-rest), limited.subarray(-rest))).toBe(0)
    expect(Buffer.compare(bytes.subarray(0, 1000), limited.subarray(0, 1000))).toBe(0)
    expect(Math.abs(limited.length - bytes.length)).toBeLessThan(8)
  })

  it.each([0, 63, 4097, Number.NaN])('refuses a cap of %d', (memoryMb) => {
    expect(() => limitMemory(tiny(1), memoryMb)).toThrow(
      expect.objectContaining({ code: 'REGO_OPTIONS', name: 'RegraftError' }),
    )
  })

  it('refuses other bytes', () => {
    for (const other of [new Uint8Array(), Uint8Array.from([1, 2, 3]), tiny(1).subarray(0, 8)]) {
      expect(() => limitMemory(other, 64)).toThrow(expect.objectContaining({ code: 'REGO_MODULE' }))
    }
  })
})

describe('a toolchain', () => {
  it('names memory when it runs out, and works again', async () => {
    const rego = await loadRego({ memoryMb: 96 })
    const hungry = rego.evaluate({ modules: [], query: 'x := numbers.range(1, 100000000)' })
    expect(await code(hungry)).toBe('REGO_MEMORY')
    expect(() => rego.builtinSync({ name: 'count', args: ['a'] })).toThrow(
      expect.objectContaining({ code: 'REGO_CRASH' }),
    )
    expect(await rego.check({ modules: [source('package a\n')] })).toEqual([])
    expect(rego.memoryBytes()).toBeLessThanOrEqual(96 * 1024 * 1024)
  })

  it('names depth when the stack ends, and works again', async () => {
    const rego = await loadRego()
    const deep = rego.check({ modules: [source(`package a\n\nx := ${'1 + '.repeat(50_000)}1\n`)] })
    expect(await code(deep)).toBe('REGO_STACK')
    const list = JSON.parse(`${'['.repeat(5000)}${']'.repeat(5000)}`)
    expect(await code(rego.evaluate({ modules: [], query: 'x := input', input: list }))).toBe('REGO_STACK')
    expect(await rego.check({ modules: [source('package a\n')] })).toEqual([])
  })

  it('is not started from something else', async () => {
    expect(await code(createRego(Uint8Array.from([1, 2, 3])))).toBe('REGO_MODULE')
    expect(await code(createRego(new Uint8Array(tiny(1))))).toBe('REGO_MODULE')
    const module = await WebAssembly.compile(new Uint8Array(tiny(1)))
    expect(await code(createRego(module, { memoryMb: 64 }))).toBe('REGO_OPTIONS')
  })

  it('tells the time it is given', async () => {
    const rego = await loadRego({ now: () => 5_000_000_000n })
    const text = 'package t\n\ntest_now if time.now_ns() == 5000000000\n'
    const report = await rego.test({ modules: [source(text)] })
    expect(report.ok && report.value.tests.map(({ outcome }) => outcome)).toEqual(['pass'])
  })
})
