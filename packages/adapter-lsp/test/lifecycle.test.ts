import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { setTimeout as pause } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { bin, built, Editor } from './editor.ts'
import { Folder } from './folder.ts'

const clean = `resource "aws_kms_key" "main" {
  enable_key_rotation = true
}
`
const insecure = clean.replace('= true', '= false')

let at: Folder
beforeEach(() => {
  at = new Folder()
})
afterEach(() => at.remove())

/** Processes that carry a mark in their environment, as far as this system tells. */
function marked(mark: string): readonly string[] {
  return readdirSync('/proc').filter((pid) => {
    try {
      return /^\d+$/.test(pid) && readFileSync(`/proc/${pid}/environ`, 'utf8').includes(mark)
    } catch {
      return false
    }
  })
}

async function gone(pid: number): Promise<boolean> {
  for (let i = 0; i < 1000; i++) {
    try {
      process.kill(pid, 0)
    } catch {
      return true
    }
    await pause(10)
  }
  return false
}

describe.skipIf(!built)(`processes${built ? '' : ' (skipped: not built)'}`, () => {
  it('serves two clients at once, each with buffers of its own', async () => {
    const editors = [Editor.spawn(), Editor.spawn()]
    const uri = at.uriOf('main.tf')
    const texts = [clean, insecure]
    await Promise.all(
      editors.map(async (editor, i) => {
        await editor.start([at.uri])
        await editor.open(uri, texts[i] ?? '')
        await editor.diagnostics(uri)
        await editor.type(uri, texts[i]?.includes('true') ? 'true' : 'false', i === 0 ? 'false' : 'true')
      }),
    )
    const found = await Promise.all(editors.map((editor) => editor.diagnostics(uri)))
    expect(found.map((diagnostics) => diagnostics.map(({ code }) => code))).toEqual([
      ['aws/kms-rotation'],
      [],
    ])
    expect(await Promise.all(editors.map((editor) => editor.stop()))).toEqual([0, 0])
  })

  it('is killed in the middle of its work: what the client starts anew says the same, and nothing is left', async () => {
    const mark = `REGRAFT_MARK=${at.path}`
    const uri = at.uriOf('main.tf')
    const first = Editor.spawn({ REGRAFT_MARK: at.path })
    await first.start([at.uri])
    await first.open(uri, insecure)
    const before = await first.diagnostics(uri)
    if (existsSync('/proc/self/environ')) expect(marked(mark)).toEqual([String(first.pid)])
    // Asked, and killed before it can answer.
    first.actions(uri).catch(() => undefined)
    await first.kill()
    expect(marked(mark)).toEqual([])

    const second = Editor.spawn({ REGRAFT_MARK: at.path })
    await second.start([at.uri])
    await second.open(uri, insecure)
    expect(await second.diagnostics(uri)).toEqual(before)
    await second.apply((await second.fixes(uri))[0]?.edit)
    expect(second.text(uri)).toBe(clean)
    expect(await second.stop()).toBe(0)
    expect(marked(mark)).toEqual([])
    expect(at.files()).toEqual([])
  })

  it('ends when the editor that began it is killed', async () => {
    const script = `
      const server = require('node:child_process').spawn(process.execPath, [${JSON.stringify(bin)}, '--stdio'], { stdio: ['pipe', 'pipe', 'ignore'] })
      const body = JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'initialize', params: { processId: process.pid, rootUri: null, capabilities: {} } })
      server.stdin.write('Content-Length: ' + body.length + '\\r\\n\\r\\n' + body)
      server.stdout.once('data', () => process.stdout.write(String(server.pid)))
    `
    const parent = spawn(process.execPath, ['-e', script], { stdio: ['ignore', 'pipe', 'ignore'] })
    const [server] = (await once(parent.stdout, 'data')) as [Buffer]
    await killed(parent)
    expect(await gone(Number(server.toString()))).toBe(true)
  })

  it.skipIf(!process.env['REGRAFT_KILLS'])(
    'ends when that editor is gone though its pipes are still open',
    async () => {
      const parent = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'])
      const editor = Editor.spawn()
      await editor.start([at.uri], { processId: parent.pid ?? null })
      await killed(parent)
      expect(await gone(editor.pid ?? 0)).toBe(true)
    },
  )
})

async function killed(child: ChildProcess): Promise<void> {
  const exit = once(child, 'exit')
  child.kill('SIGKILL')
  await exit
}
