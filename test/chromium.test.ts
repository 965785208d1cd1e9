import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { bundlePage, repository } from './page.ts'

const chromium = [process.env['CHROMIUM'], '/usr/bin/chromium', '/usr/bin/google-chrome'].find(
  (path) => path !== undefined && existsSync(path),
)
if (chromium === undefined) console.log('chromium: skipped, no browser is installed (CHROMIUM names one)')

const page = `
import { createEngine, memoryWorkspace } from '@regraft/engine'
import { builtin } from '@regraft/policies'
import { createRego } from '@regraft/rego'
const answer = async () => {
  const source = 'resource "aws_kms_key" "k" {\\n  enable_key_rotation = false # note\\n}\\n'
  const engine = await createEngine({ policies: [builtin] })
  const workspace = memoryWorkspace({ 'main.tf': source })
  const report = await engine.heal(workspace)
  const rego = await createRego(await WebAssembly.compileStreaming(fetch('/opa.wasm')))
  const modules = [{ file: 'door.rego', text: 'package door\\n\\ndeny contains "open" if input.open\\n' }]
  const compiled = await rego.compile({ modules, entrypoints: ['door/deny'] })
  return { text: workspace.texts.get('main.tf'), summary: report.summary, compiled: compiled.ok }
}
answer()
  .catch((error) => ({ error: String(error && error.stack || error) }))
  .then((body) => fetch('/answer', { method: 'POST', body: JSON.stringify(body) }))`

/** Serves the page and the toolchain, and gives what the page posts; anything else that is asked for is noted. */
function serve(script: string): { server: Server; answer: Promise<string>; strange: string[] } {
  const strange: string[] = []
  let settle: (text: string) => void = () => {}
  const answer = new Promise<string>((resolve) => {
    settle = resolve
  })
  const server = createServer((request, response) => {
    if (request.url === '/') {
      response.setHeader('content-type', 'text/html')
      response.end('<!doctype html><meta charset="utf-8"><script src="/page.js"></script>')
    } else if (request.url === '/page.js') {
      response.setHeader('content-type', 'text/javascript; charset=utf-8')
      response.end(script)
    } else if (request.url === '/opa.wasm') {
      response.setHeader('content-type', 'application/wasm')
      response.setHeader('content-encoding', 'br')
      response.end(readFileSync(join(repository, 'packages', 'rego', 'wasm', 'opa.wasm.br')))
    } else if (request.url === '/answer') {
      const chunks: Buffer[] = []
      request.on('data', (chunk: Buffer) => chunks.push(chunk))
      request.on('end', () => {
        response.end()
        settle(Buffer.concat(chunks).toString())
      })
    } else {
      if (request.url !== '/favicon.ico') strange.push(request.url ?? '')
      response.statusCode = 404
      response.end()
    }
  })
  return { server, answer, strange }
}

test.skipIf(chromium === undefined)(
  'heals and compiles a policy in Chromium',
  async () => {
    const { server, answer, strange } = serve(await bundlePage(page))
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const { port } = server.address() as AddressInfo // it listens on a port
    const profile = mkdtempSync(join(tmpdir(), 'regraft-chromium-'))
    const browser = spawn(
      chromium ?? '',
      [
        '--headless',
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
        `--user-data-dir=${profile}`,
        '--remote-debugging-port=0',
        `http://127.0.0.1:${port}/`,
      ],
      { detached: true, stdio: 'ignore' },
    )
    const ended = new Promise((resolve) => browser.once('close', resolve))
    try {
      expect(JSON.parse(await answer)).toEqual({
        text: 'resource "aws_kms_key" "k" {\n  enable_key_rotation = true # note\n}\n',
        summary: { files: 1, resources: 1, open: 0, healed: 1, undetermined: 0, ignored: 0 },
        compiled: true,
      })
      expect(strange).toEqual([])
    } finally {
      // With everything it started.
      if (browser.pid !== undefined) process.kill(-browser.pid, 'SIGKILL')
      await ended
      server.closeAllConnections()
      server.close()
      rmSync(profile, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 })
    }
  },
  120_000,
)
