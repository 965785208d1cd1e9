import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { unzipSync } from 'fflate'
import { expect, it } from 'vitest'
import { Editor } from '../../adapter-lsp/test/editor.ts'
import { Folder } from '../../adapter-lsp/test/folder.ts'

const root = fileURLToPath(new URL('..', import.meta.url))
const packable =
  existsSync(join(root, 'dist', 'extension.cjs')) &&
  (process.env['REGRAFT_VSCE'] !== undefined ||
    spawnSync('vsce', ['--version'], { stdio: 'ignore' }).status === 0)

const policy = `# METADATA
# title: Key is not described
# custom:
#   id: acme/description
#   severity: high
#   resources: [aws_kms_key]
package acme.description

import rego.v1

deny contains {"message": "say what it is for", "path": ["description"]} if not input.description
`

it.skipIf(!packable)(
  `packs to a vsix whose server works from there${packable ? '' : ' (skipped: no vsce, or not built)'}`,
  async () => {
    const at = new Folder()
    try {
      const vsix = join(at.path, 'regraft.vsix')
      const packed = spawnSync(process.execPath, [join(root, 'scripts', 'vsix.mjs'), '--out', vsix], {
        encoding: 'utf8',
      })
      expect([packed.status, packed.stderr]).toEqual([0, ''])
      const entries = unzipSync(readFileSync(vsix))
      const names = Object.keys(entries)
      for (const name of [
        'package.json',
        'readme.md',
        'LICENSE.txt',
        'dist/extension.cjs',
        'dist/server.mjs',
        'dist/THIRD-PARTY.txt',
        'wasm/opa.wasm.br',
      ])
        expect(names).toContain(`extension/${name}`)
      expect(names.filter((name) => /node_modules|\.ts$|metafile|test\//.test(name))).toEqual([])
      expect(statSync(vsix).size).toBeLessThan(12 * 1024 * 1024)

      for (const [name, bytes] of Object.entries(entries)) {
        mkdirSync(dirname(join(at.path, 'installed', name)), { recursive: true })
        writeFileSync(join(at.path, 'installed', name), bytes)
      }
      at.write({ 'work/rules/key.rego': policy })
      const editor = Editor.fork(join(at.path, 'installed', 'extension', 'dist', 'server.mjs'))
      await editor.start([at.uriOf('work')], { settings: { policies: ['rules'] } })
      const uri = at.uriOf('work/main.tf')
      await editor.open(uri, 'resource "aws_kms_key" "k" {\n  enable_key_rotation = false\n}\n')
      expect((await editor.diagnostics(uri)).map(({ code }) => code).sort()).toEqual([
        'acme/description',
        'aws/kms-rotation',
      ])
      expect(await editor.stop()).toBe(0)
    } finally {
      at.remove()
    }
  },
)
