import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { bundle } from './esbuild.ts'

const root = fileURLToPath(new URL('..', import.meta.url))

const main = `
const modules = [{ file: 'a.rego', text: 'package a\\n\\nx := input.y\\n' }]
export async function run({ loadRego, regoInWorker }) {
  const here = await (await loadRego()).compile({ modules, entrypoints: ['a/x'] })
  const there = await regoInWorker().compile({ modules, entrypoints: ['a/x'] })
  process.stdout.write(JSON.stringify([here.ok, there.ok, Buffer.compare(here.value.bundle, there.value.bundle)]))
}`

/** What tsup's \`shims\` put into CommonJS. */
const shim = {
  define: { 'import.meta.url': 'importMetaUrl' },
  banner: { js: `const importMetaUrl = require('node:url').pathToFileURL(__filename).href` },
}

describe('the Node entry inside another bundle', () => {
  let other: string
  beforeAll(() => {
    other = mkdtempSync(join(tmpdir(), 'regraft-bundled-'))
    mkdirSync(join(other, 'dist'))
    mkdirSync(join(other, 'node_modules', '@regraft'), { recursive: true })
    symlinkSync(root, join(other, 'node_modules', '@regraft', 'rego'), 'dir')
  })
  afterAll(() => rmSync(other, { recursive: true, force: true }))

  it.each([
    ['esm', 'main.mjs', {}],
    ['cjs', 'main.cjs', shim],
  ])('finds its artifact and starts its worker as %s', async (format, name, options) => {
    const stdin = {
      contents: `import { loadRego, regoInWorker } from './src/node.ts'\n${main}\nrun({ loadRego, regoInWorker })`,
      resolveDir: root,
    }
    const { outputFiles } = await bundle({ stdin, format, platform: 'node', target: 'node20', ...options })
    const file = join(other, 'dist', name)
    writeFileSync(file, outputFiles[0]?.text ?? '')
    expect(execFileSync(process.execPath, [file], { encoding: 'utf8' })).toBe('[true,true,0]')
  })
})
