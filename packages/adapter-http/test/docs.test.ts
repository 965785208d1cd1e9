import { spawn, spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'
import { snippetsOf } from '../../../test/snippets.ts'
import { built, Served, token, why } from './served.ts'

const page = readFileSync(fileURLToPath(new URL('../../../docs/adapters/http.md', import.meta.url)), 'utf8')
const snippets = snippetsOf(page)
const steps = snippets.flatMap((snippet) => (snippet.kind === 'console' ? snippet.steps : []))
const missing = ['curl', 'jq'].filter((name) => spawnSync(name, ['--version']).status !== 0)
const skipped = missing.length > 0 ? ` (skipped: no ${missing.join(', ')})` : why

it.skipIf(!built || missing.length > 0)(`the session of the page goes as it says${skipped}`, async () => {
  const at = new Served({ limits: { workers: 1 } })
  await at.start()
  const folder = mkdtempSync(join(tmpdir(), 'regraft-http-docs-'))
  try {
    expect(steps.length).toBeGreaterThan(5)
    for (const snippet of snippets)
      if (snippet.kind === 'file') writeFileSync(join(folder, snippet.path), snippet.text)
    for (const { command, expected } of steps) {
      const env = { PATH: process.env['PATH'], TOKEN: token, URL: at.url }
      // The service is in this process, so it must not be blocked.
      const child = spawn('bash', ['-c', command], {
        cwd: folder,
        env,
        stdio: ['ignore', 'pipe', 'pipe'],
      })
      let said = ''
      for (const stream of [child.stdout, child.stderr])
        stream.on('data', (chunk) => {
          said += String(chunk)
        })
      await new Promise((resolve) => child.once('close', resolve))
      expect(said.trimEnd(), command).toBe(expected.join('\n').trimEnd())
    }
  } finally {
    await at.stop()
    rmSync(folder, { recursive: true })
  }
})
