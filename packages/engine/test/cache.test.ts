import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { cachedCompiler, defaultCacheFolder } from '../src/node.ts'
import type { PolicySources } from '../src/options.ts'

const day = 24 * 60 * 60 * 1000
const sources: PolicySources[] = [{ id: 'a', modules: { 'a.rego': 'package a', 'b.rego': 'package b' } }]

let folder: string
let compiled: number
beforeEach(() => {
  folder = join(mkdtempSync(join(tmpdir(), 'regraft-cache-')), 'cache')
  compiled = 0
})
afterEach(() => rmSync(join(folder, '..'), { recursive: true, force: true }))

/** Compiles with a compiler that counts, so that what comes from the cache shows. */
async function compile(what = sources, now = Date.now()): Promise<string> {
  const compiler = async (given: readonly PolicySources[]): Promise<Uint8Array> => {
    compiled++
    return new TextEncoder().encode(`bundle of ${given.map(({ id }) => id).join()}`)
  }
  return new TextDecoder().decode(await cachedCompiler(compiler, { folder, now: () => now })(what))
}

function entry(): string {
  const [name = ''] = readdirSync(folder)
  return join(folder, name)
}

describe('compiled policies', () => {
  test('are compiled once, whatever the order of their modules', async () => {
    expect(await compile()).toBe('bundle of a')
    const other = [{ id: 'other', modules: { 'b.rego': 'package b', 'a.rego': 'package a' } }]
    expect([await compile(other), compiled]).toEqual(['bundle of a', 1])
    expect(readdirSync(folder)).toHaveLength(1)
    expect(statSync(folder).mode & 0o777).toBe(0o700)
  })

  test.each<[string, PolicySources]>([
    ['text', { id: 'a', modules: { 'a.rego': 'package a ', 'b.rego': 'package b' } }],
    ['name', { id: 'a', modules: { 'c.rego': 'package a', 'b.rego': 'package b' } }],
    ['language', { id: 'a', modules: sources[0]?.modules ?? {}, foreign: { 'a.rego': { v0: true } } }],
    ['data', { id: 'a', modules: sources[0]?.modules ?? {}, data: { x: 1 } }],
  ])('are compiled again when their %s changes', async (_, changed) => {
    await compile()
    await compile([changed])
    expect(compiled).toBe(2)
  })

  test.each<[string, (bytes: Buffer) => Buffer]>([
    ['cut', (bytes) => bytes.subarray(0, bytes.length - 1)],
    ['empty', () => Buffer.alloc(0)],
    ['changed', (bytes) => Buffer.from(bytes.toString('latin1').replace('bundle of', 'bundle 0f'), 'latin1')],
    [
      'of another key',
      (bytes) => Buffer.from(bytes.toString('latin1').replace(/1 [0-9a-f]{4}/, '1 0000'), 'latin1'),
    ],
    ['longer', (bytes) => Buffer.concat([bytes, Buffer.from('x')])],
    ['something else', () => Buffer.from('\u001f\u008b', 'latin1')],
  ])('an entry that is %s is passed over and written anew', async (_, damage) => {
    await compile()
    const good = readFileSync(entry())
    writeFileSync(entry(), damage(good))
    expect([await compile(), compiled]).toEqual(['bundle of a', 2])
    expect(readFileSync(entry())).toEqual(good)
  })

  test('a link is not followed, and replaced', async () => {
    await compile()
    const path = entry()
    const elsewhere = join(folder, '..', 'elsewhere')
    writeFileSync(elsewhere, readFileSync(path))
    rmSync(path)
    symlinkSync(elsewhere, path)
    await compile()
    expect(compiled).toBe(2)
    expect(statSync(path).isFile()).toBe(true)
  })

  test('a folder in which others may write is not used', async () => {
    await compile()
    chmodSync(folder, 0o777)
    await compile()
    expect(compiled).toBe(2)
  })

  test('a folder that cannot be made costs nothing but time', async () => {
    writeFileSync(join(folder, '..', 'cache'), 'a file')
    expect([await compile(), await compile(), compiled]).toEqual(['bundle of a', 'bundle of a', 2])
  })

  test('what was not used for thirty days goes with the next write; what is not ours stays', async () => {
    const now = Date.now()
    mkdirSync(folder, { mode: 0o700 })
    writeFileSync(join(folder, 'notes.txt'), 'mine')
    utimesSync(join(folder, 'notes.txt'), 0, 0)
    const first = [{ id: 'first', modules: { 'f.rego': 'package f' } }]
    const second = [{ id: 'second', modules: { 's.rego': 'package s' } }]
    await compile(first, now)
    await compile(second, now)
    await compile(first, now + 20 * day)
    await compile(sources, now + 31 * day)
    expect(readdirSync(folder)).toHaveLength(3)
    await compile(first, now + 31 * day)
    expect(compiled).toBe(3)
    await compile(second, now + 31 * day)
    expect(compiled).toBe(4)
  })

  test('writers at the same time leave one good entry', async () => {
    const answers = await Promise.all(Array.from({ length: 8 }, () => compile()))
    expect(new Set(answers)).toEqual(new Set(['bundle of a']))
    expect(readdirSync(folder)).toHaveLength(1)
    compiled = 0
    await compile()
    expect(compiled).toBe(0)
  })
})

test('the cache lies where the operating system keeps such things', () => {
  expect(defaultCacheFolder({ XDG_CACHE_HOME: '/x' }, 'linux')).toBe('/x/regraft')
  expect(defaultCacheFolder({ HOME: '/h', XDG_CACHE_HOME: 'relative' }, 'linux')).toBe('/h/.cache/regraft')
  expect(defaultCacheFolder({ HOME: '/h' }, 'darwin')).toBe('/h/Library/Caches/regraft')
  expect(defaultCacheFolder({}, 'win32')).toBeUndefined()
  expect(defaultCacheFolder({}, 'linux')).toBeUndefined()
})
