import { createContext, runInContext } from 'node:vm'
import { expect, test } from 'vitest'
import { bundlePage } from './page.ts'

const page = `
import { createEngine, memoryWorkspace } from '@regraft/engine'
import { builtin } from '@regraft/policies'
import { render } from '@regraft/reporters'
globalThis.heal = async (files) => {
  const engine = await createEngine({ policies: [builtin] })
  const workspace = memoryWorkspace(files)
  const report = await engine.heal(workspace)
  return JSON.stringify({ texts: Object.fromEntries(workspace.texts), report: render('json', report, {}) })
}`

test('the engine, the policies and the reporters heal in a page: no Node, no network', async () => {
  const code = await bundlePage(page)
  expect(code).not.toMatch(/(?:require|import)\(["']node:/)
  // Only what every browser has.
  const {
    WebAssembly,
    TextEncoder,
    TextDecoder,
    DecompressionStream,
    Response,
    Blob,
    ReadableStream,
    atob,
    performance,
    structuredClone,
    setTimeout,
    URL,
    console,
  } = globalThis
  const globals: Record<string, unknown> = {
    WebAssembly,
    TextEncoder,
    TextDecoder,
    DecompressionStream,
    Response,
    Blob,
    ReadableStream,
    atob,
    performance,
    structuredClone,
    setTimeout,
    URL,
    console,
  }
  const context = createContext(globals)
  runInContext(code, context)
  const source = 'resource "aws_kms_key" "k" {\n  enable_key_rotation = false # note\n}\n'
  const pod =
    'apiVersion: v1\nkind: Pod\nmetadata: {name: p}\nspec: {containers: [{name: a, image: "r.example/a:1"}]}\n'
  const heal = globals['heal'] as (files: Record<string, string>) => Promise<string>
  const { texts, report } = JSON.parse(await heal({ 'main.tf': source, 'pod.yaml': pod }))
  expect(texts).toEqual({ 'main.tf': source.replace('false', 'true'), 'pod.yaml': pod })
  expect(JSON.parse(report).summary).toMatchObject({ files: 2, resources: 2, healed: 1 })
})
