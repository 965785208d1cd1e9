import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'
import { bin, built } from './editor.ts'
import { Folder } from './folder.ts'

const there = built && spawnSync('nvim', ['--version'], { stdio: 'ignore' }).status === 0

it.skipIf(!there)(`serves Neovim${there ? '' : ' (skipped: no nvim, or not built)'}`, () => {
  const at = new Folder()
  try {
    const text = 'resource "aws_kms_key" "main" {\n  enable_key_rotation = false\n}\n'
    at.write({ 'main.tf': text })
    const script = fileURLToPath(new URL('./neovim.lua', import.meta.url))
    const { stdout } = spawnSync('nvim', ['--headless', '--clean', '-i', 'NONE', '-c', `luafile ${script}`], {
      cwd: at.path,
      encoding: 'utf8',
      env: { ...process.env, NODE: process.execPath, SERVER: bin, XDG_STATE_HOME: at.path },
      timeout: 60_000,
    })
    const { hover, ...seen } = JSON.parse(stdout)
    expect(hover).toMatch(/^\*\*KMS key is never rotated\*\*/)
    expect(seen).toEqual({
      found: [['aws/kms-rotation', 1, 24]],
      titles: [
        'Turn yearly rotation on',
        'Apply all safe fixes of regraft',
        'Ignore aws/kms-rotation here, with a reason',
      ],
      healed: ['resource "aws_kms_key" "main" {', '  enable_key_rotation = true', '}'],
      left: 0,
      typed: [['aws/kms-rotation', 2, 24]],
    })
    expect(at.read('main.tf')).toBe(text)
  } finally {
    at.remove()
  }
})
