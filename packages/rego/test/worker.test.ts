import { RegraftError } from '@regraft/model'
import { afterEach, describe, expect, it } from 'vitest'
import type { CompileOptions } from '../src/index.ts'
import { regoInWorker, type WorkerOptions, type WorkerRego } from '../src/node.ts'
import { source, toolchain } from './toolchain.ts'

const open: WorkerRego[] = []
afterEach(async () => {
  await Promise.all(open.splice(0).map((rego) => rego.close()))
})

function worker(options: WorkerOptions = {}): WorkerRego {
  const rego = regoInWorker(options)
  open.push(rego)
  return rego
}

async function failure(work: Promise<unknown>): Promise<{ code: string; message: string } | undefined> {
  try {
    await work
    return undefined
  } catch (error) {
    if (!(error instanceof RegraftError)) throw error
    return { code: error.code, message: error.message }
  }
}

/** Partial evaluation makes a rule of every pair of numbers: a million. */
const endless: CompileOptions = {
  modules: [
    source(`package d

deny contains found if {
	some i in numbers.range(1, 1000)
	some j in numbers.range(1, 1000)
	found := [i, j, input.list[i]]
}
`),
  ],
  entrypoints: ['d/deny'],
  optimize: 1,
}

const small = { modules: [source('package a\n\nx := input.y\n')], entrypoints: ['a/x'] }

describe('regoInWorker', () => {
  it('answers as the toolchain in this thread does', async () => {
    const [here, there] = [await toolchain(), worker()]
    expect(await there.compile(small)).toEqual(await here.compile(small))
    const bad = { modules: [source('package a\n\nx := startwith(1)\n')] }
    expect(await there.check(bad)).toEqual(await here.check(bad))
    expect(await there.format(bad)).toEqual(await here.format(bad))
    expect(await there.inspect(bad)).toEqual(await here.inspect(bad))
    expect(await there.versions()).toEqual(await here.versions())
  })

  it('stops a compilation that takes too long, names it and goes on', async () => {
    const rego = worker({ timeoutMs: 6000, memoryMb: 4096 })
    const began = performance.now()
    const slow = rego.compile(endless)
    const after = rego.compile(small)
    expect(await failure(slow)).toEqual({
      code: 'REGO_TIMEOUT',
      message: 'the Rego toolchain took longer than 6000 ms and was stopped',
    })
    expect(performance.now() - began).toBeLessThan(40_000)
    expect((await after).ok).toBe(true)
  })

  it('stops a compilation that takes too much memory, names it and goes on', async () => {
    const rego = worker({ memoryMb: 80, timeoutMs: 60_000 })
    const hungry = rego.compile(endless)
    expect(await failure(hungry)).toEqual({
      code: 'REGO_MEMORY',
      message: 'the Rego toolchain ran out of memory',
    })
    expect((await rego.compile(small)).ok).toBe(true)
  })

  it('has room for what nests deeper than this thread can take', async () => {
    const modules = [source(`package a\n\nx := ${'1 + '.repeat(3000)}1\n`)]
    expect(await worker().check({ modules })).toEqual([])
  })

  it('ends when closed, rejects what waits, and starts again', async () => {
    const rego = worker()
    const waiting = failure(rego.compile(endless))
    await new Promise((resolve) => setTimeout(resolve, 1500))
    await rego.close()
    expect((await waiting)?.code).toBe('REGO_CLOSED')
    expect((await rego.compile(small)).ok).toBe(true)
  })

  it.each([{ timeoutMs: 0 }, { timeoutMs: Number.NaN }, { idleMs: -1 }])('refuses %j', (options) => {
    expect(() => regoInWorker(options)).toThrow(expect.objectContaining({ code: 'REGO_OPTIONS' }))
  })

  it('refuses a cap in which nothing fits', async () => {
    expect((await failure(worker({ memoryMb: 8 }).check(small)))?.code).toBe('REGO_OPTIONS')
  })
})
