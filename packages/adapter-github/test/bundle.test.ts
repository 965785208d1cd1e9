import { spawn } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'
import { GitHub } from './github.ts'
import { kms } from './support.ts'

const action = fileURLToPath(new URL('../action', import.meta.url))
const built = existsSync(join(action, 'dist', 'index.mjs'))

/** Compiling Rego takes seconds: only where all is asked for. */
const withRego = process.env['REGRAFT_ALL'] === '1'

const policy = `# METADATA
# title: Queues are named after their team
# custom:
#   id: acme/queue-name
#   severity: high
#   resources: [aws_sqs_queue]
package acme.queue_name

import rego.v1

deny contains {"message": "no team", "path": ["name"]} if not startswith(input.name, "team-")
`

it.skipIf(!built)(
  `alone in a folder it heals, and compiles policies in Rego${built ? '' : ' (skipped: not built)'}`,
  async () => {
    const at = new GitHub()
    await at.start()
    const folder = mkdtempSync(join(tmpdir(), 'regraft-bundle-'))
    try {
      // As a release has it, with nothing of this repository around.
      cpSync(action, join(folder, 'action'), { recursive: true })
      const files = {
        'main.tf': kms('a'),
        'queue.tf': 'resource "aws_sqs_queue" "q" {\n  name = "mine"\n}\n',
      }
      at.commit('main', files)
      mkdirSync(join(folder, 'repo', 'policies'), { recursive: true })
      for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, 'repo', name), text)
      writeFileSync(join(folder, 'repo', 'policies', 'queue.rego'), policy)
      writeFileSync(join(folder, 'event.json'), JSON.stringify({ repository: { default_branch: 'main' } }))
      const child = spawn(process.execPath, [join(folder, 'action', 'dist', 'index.mjs')], {
        env: {
          ...{
            PATH: process.env['PATH'],
            REGRAFT_CACHE: 'off',
            GITHUB_REPOSITORY: 'acme/infra',
            GITHUB_EVENT_NAME: 'push',
          },
          ...{
            GITHUB_EVENT_PATH: join(folder, 'event.json'),
            GITHUB_REF: 'refs/heads/main',
            GITHUB_API_URL: at.url,
          },
          ...{
            GITHUB_WORKSPACE: join(folder, 'repo'),
            GITHUB_OUTPUT: join(folder, 'output'),
            INPUT_TOKEN: 'secret',
          },
          ...{
            INPUT_MODE: 'heal',
            INPUT_RULES: withRego ? 'aws/kms-rotation\nacme/queue-name' : 'aws/kms-rotation',
            INPUT_POLICIES: withRego ? 'policies' : '',
          },
        },
      })
      let log = ''
      for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (log += String(chunk)))
      const code = await new Promise((resolve) => child.on('close', resolve))
      expect(code, log).toBe(withRego ? 1 : 0)
      expect(readFileSync(join(folder, 'output'), 'utf8')).toBe(
        `open=${withRego ? 1 : 0}\nhealed=1\npull-request=1\npull-request-url=https://github.com/acme/infra/pull/1\npull-request-state=opened\n`,
      )
      expect(at.show('regraft/heal:main.tf')).toBe(kms('a', true))
      if (withRego) expect(at.pulls[0]?.body).toContain('`acme/queue-name` at `queue.tf:2`')
    } finally {
      rmSync(folder, { recursive: true, force: true })
      await at.stop()
    }
  },
  60_000,
)
