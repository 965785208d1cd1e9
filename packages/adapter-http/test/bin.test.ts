import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { readArguments } from '../src/arguments.ts'
import { built, insecure, token, why } from './served.ts'

const bin = fileURLToPath(new URL('../bin/regraft-http.js', import.meta.url))
const environment = { REGRAFT_HTTP_TOKEN: token }

describe('the command line', () => {
  it.each([
    [[], {}, 'USAGE'],
    [['--nothing'], environment, 'USAGE'],
    [['--port', '65536'], environment, 'USAGE'],
    [['--workers', '0'], environment, 'USAGE'],
    [['--max-body', '1e6'], environment, 'USAGE'],
    [['--no-token', '--host', '0.0.0.0'], {}, 'USAGE'],
    [['--no-token', '--token-file', 'x'], {}, 'USAGE'],
    [['--token-file', '/is/not/there'], {}, 'TOKEN'],
    [[], { REGRAFT_HTTP_TOKEN: 'short' }, 'TOKEN'],
    [[], { REGRAFT_HTTP_TOKEN: ' \n' }, 'TOKEN'],
    [['--bundle', '/is/not/there'], environment, 'POLICY_SOURCE'],
  ])('refuses %j in %j', (args, given, code) => {
    expect(() => readArguments(args, given)).toThrow(expect.objectContaining({ code }))
  })

  it('takes what is right', () => {
    const two = { REGRAFT_HTTP_TOKEN: `${token}\n${token}2\n` }
    expect(readArguments(['--max-body', '1000', '--waiting', '0'], two)).toMatchObject({
      host: '127.0.0.1',
      port: 8520,
      tokens: [token, `${token}2`],
      limits: { bodyBytes: 1000, waiting: 0 },
    })
    expect(readArguments(['--no-token', '--host', '::1'], {}).tokens).toBeUndefined()
  })
})

describe.skipIf(!built)(`regraft-http${why}`, () => {
  it('serves until it is asked to end, and logs without texts or tokens', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'regraft-http-'))
    writeFileSync(join(folder, 'tokens'), `${token}\n`)
    const args = [bin, '--port', '0', '--workers', '1', '--log', '--token-file', join(folder, 'tokens')]
    const child = spawn(process.execPath, args, { env: {}, stdio: ['ignore', 'pipe', 'pipe'] })
    let log = ''
    child.stderr.on('data', (chunk) => {
      log += String(chunk)
    })
    const [said] = await new Promise<string[]>((resolve) =>
      child.stdout.once('data', (chunk) => resolve([String(chunk)])),
    )
    const url = /http:\S+/.exec(said ?? '')?.[0]
    const response = await fetch(`${url}/v1/heal`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify({ files: { 'main.tf': insecure } }),
    })
    expect((await response.json()).report.summary.healed).toBe(1)
    child.kill('SIGTERM')
    expect(await new Promise((resolve) => child.once('exit', resolve))).toBe(0)
    expect(JSON.parse(log)).toEqual({ method: 'POST', path: '/v1/heal', status: 200, ms: expect.any(Number) })
    rmSync(folder, { recursive: true })
  })
})
