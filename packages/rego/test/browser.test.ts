import { readFileSync } from 'node:fs'
import { brotliDecompressSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import type * as Core from '../src/index.ts'
import { bundle } from './esbuild.ts'
import { source } from './toolchain.ts'

const artifact = new URL('../wasm/opa.wasm.br', import.meta.url)

describe('the core in a browser bundle', () => {
  it('imports nothing of Node and works from the bytes alone', async () => {
    const { outputFiles, metafile } = await bundle({
      entryPoints: ['src/index.ts'],
      format: 'esm',
      platform: 'browser',
    })
    const imports = Object.values(metafile.inputs).flatMap((input) => input.imports.map(({ path }) => path))
    expect(imports.filter((path) => /^node:|^(fs|path|zlib|worker_threads|module)$/.test(path))).toEqual([])
    const text = outputFiles[0]?.text ?? ''
    expect(text).not.toMatch(/["']node:|\brequire\(|\bprocess\.|\bBuffer\b/)

    const url = `data:text/javascript;base64,${Buffer.from(text).toString('base64')}`
    const { createRego } = (await import(/* @vite-ignore */ url)) as typeof Core
    const rego = await createRego(brotliDecompressSync(readFileSync(artifact)))
    const compiled = await rego.compile({
      modules: [source('package a\n\nx contains input.y\n')],
      entrypoints: ['a/x'],
    })
    expect(compiled.ok && compiled.value.entrypoints).toEqual(['a/x'])
  })
})
