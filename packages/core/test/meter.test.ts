import { expect, test } from 'vitest'
import { meter, stepsExport } from '../src/meter/meter.ts'

/** A module of one exported function without parameters, in the text of the binary format. */
function moduleOf(body: readonly number[], name?: string): Uint8Array {
  const code = [0, ...body, 0x0b]
  const names = name === undefined ? [] : nameSection(name)
  return Uint8Array.from([
    ...[0, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
    ...[1, 4, 1, 0x60, 0, 0], // type () -> ()
    ...[3, 2, 1, 0], // one function of it
    ...[7, 5, 1, 1, 0x66, 0, 0], // exported as f
    ...[10, code.length + 2, 1, code.length, ...code],
    ...names,
  ])
}

function nameSection(name: string): number[] {
  const bytes = [...new TextEncoder().encode(name)]
  const map = [1, 0, bytes.length, ...bytes]
  const content = [4, ...new TextEncoder().encode('name'), 1, map.length, ...map]
  return [0, content.length, ...content]
}

interface Exports {
  readonly f: () => void
  readonly [stepsExport]: WebAssembly.Global
}

function load(wasm: Uint8Array): Exports {
  const instance = new WebAssembly.Instance(new WebAssembly.Module(meter(wasm)))
  return instance.exports as unknown as Exports
}

const forever = [0x03, 0x40, 0x0c, 0, 0x0b] // loop br 0 end
const callItself = [0x10, 0] // call 0

function stepsOf(exports: Exports, budget: number): number | 'trap' {
  exports[stepsExport].value = budget
  try {
    exports.f()
    return budget - (exports[stepsExport].value as number)
  } catch (error) {
    expect(error).toBeInstanceOf(WebAssembly.RuntimeError)
    expect(exports[stepsExport].value).toBe(0)
    return 'trap'
  }
}

test('a loop without end traps when its steps are spent', () => {
  expect(stepsOf(load(moduleOf(forever)), 1_000_000)).toBe('trap')
})

test('a function that calls itself traps when its steps are spent', () => {
  expect(stepsOf(load(moduleOf(callItself)), 1_000)).toBe('trap')
  expect(stepsOf(load(moduleOf(callItself, 'g0.data.test.p')), 1_000)).toBe('trap')
})

test('calls are counted where functions have no names, and where they are planned from Rego', () => {
  const twice = [0x01] // nop
  expect(stepsOf(load(moduleOf(twice)), 10)).toBe(1)
  expect(stepsOf(load(moduleOf(twice, 'g0.data.test.p')), 10)).toBe(1)
})

test('what is not known is refused', () => {
  expect(() => meter(new Uint8Array())).toThrow(RangeError)
  expect(() => meter(moduleOf([0xfd, 0]))).toThrow('0xfd')
  expect(() => meter(moduleOf(forever).slice(0, -3))).toThrow(RangeError)
})
