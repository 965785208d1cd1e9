import { type SpawnSyncReturns, spawn, spawnSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { healedTf, mainTf, podYaml, rules } from './samples.ts'
import { Folder } from './support.ts'

const workspace = fileURLToPath(new URL('../../..', import.meta.url))
const regraft = join(workspace, 'packages/cli/bin/regraft.js')

// `npm test` builds first; a lone vitest may meet a clone where nothing is built.
const missing = ['packages/cli', 'packages/engine', 'packages/reporters', 'policies'].filter(
  (name) => !existsSync(join(workspace, name, 'dist/index.js')),
)
const skipped = missing.length > 0 ? ` (skipped, not built: ${missing.join(', ')})` : ''

let at: Folder
beforeAll(() => {
  at = new Folder()
})
afterEach(() => {
  at.remove()
  at = new Folder()
})
afterAll(() => at.remove())

function ran(
  argv: readonly string[],
  input?: string,
  env: Record<string, string> = {},
): SpawnSyncReturns<string> {
  return spawnSync(process.execPath, [regraft, ...argv], {
    cwd: at.path,
    encoding: 'utf8',
    input,
    env: { PATH: process.env['PATH'] ?? '', HOME: at.path, ...env },
  })
}

describe.skipIf(missing.length > 0)(`the command as it is installed${skipped}`, () => {
  it('shows its version', () => {
    const { version } = JSON.parse(readFileSync(join(workspace, 'packages/cli/package.json'), 'utf8'))
    expect(ran(['--version'])).toMatchObject({ status: 0, stdout: `${version}\n`, stderr: '' })
  })

  it('checks, heals, and undoes', () => {
    at.write({ 'main.tf': mainTf })
    const checked = ran(['check', ...rules])
    expect([checked.status, checked.stderr]).toEqual([1, ''])
    expect(checked.stdout).toContain('main.tf:5:14  medium  aws/s3-versioning')
    expect(ran(['heal', ...rules]).stderr).toBe('Undo with: regraft undo 0001\n')
    expect(at.read('main.tf')).toBe(healedTf)
    expect(ran(['undo'])).toMatchObject({
      status: 0,
      stdout: 'restored main.tf\nheal 0001: 1 file restored\n',
    })
    expect(at.read('main.tf')).toBe(mainTf)
    expect(readdirSync(at.path)).toEqual(['main.tf'])
  })

  it('is a filter', () => {
    const healed = ran(['heal', '-', '--stdin-path', 'main.tf', '-q', ...rules], mainTf)
    expect(healed).toMatchObject({ status: 1, stdout: healedTf, stderr: '' })
    expect(ran(['check', '-', '-q'], 'x: 1\n')).toMatchObject({ status: 0, stdout: '', stderr: '' })
  })

  it('gives the same bytes whatever the number of workers', () => {
    at.write({ 'main.tf': mainTf, 'pod.yaml': podYaml, 'k/main.tf': mainTf, 'l/main.tf': mainTf })
    const one = ran(['check', '--format', 'json'])
    expect(one.status).toBe(1)
    expect(ran(['check', '--format', 'json', '--jobs', '3']).stdout).toBe(one.stdout)
  })

  it('colours when forced, and only then without a terminal', () => {
    at.write({ 'main.tf': mainTf })
    expect(ran(['check']).stdout).not.toContain('\u001b')
    expect(ran(['check'], undefined, { FORCE_COLOR: '1' }).stdout).toContain('\u001b[')
  })

  it('shows no stack for any mistake', () => {
    for (const argv of [
      ['nope'],
      ['check', 'nope'],
      ['check', '--zzz'],
      ['check', '--policy', 'x'],
      ['undo', '99'],
    ]) {
      const { status, stdout, stderr } = ran(argv)
      expect([status, stdout]).toEqual([2, ''])
      expect(stderr).toMatch(/^regraft: /)
      expect(stderr).not.toMatch(/^\s+at /m)
    }
  })

  it('is quiet when its reader goes away', async () => {
    const many = Object.fromEntries(Array.from({ length: 60 }, (_, i) => [`m${i}/main.tf`, mainTf]))
    at.write(many)
    const child = spawn(process.execPath, [regraft, 'check'], {
      cwd: at.path,
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    let stderr = ''
    child.stderr.on('data', (text: Buffer) => {
      stderr += text.toString()
    })
    child.stdout.once('data', () => child.stdout.destroy())
    await new Promise((resolve) => child.once('close', resolve))
    expect(stderr).toBe('')
  })

  it('writes all of a large report to a slow reader', () => {
    at.write(Object.fromEntries(Array.from({ length: 60 }, (_, i) => [`m${i}/main.tf`, mainTf])))
    const line = `'${process.execPath}' '${regraft}' check --format json | (sleep 2; cat)`
    const { stdout } = spawnSync('sh', ['-c', line], { cwd: at.path, encoding: 'utf8' })
    expect(stdout.length).toBeGreaterThan(100_000)
    expect(JSON.parse(stdout).summary.files).toBe(60)
  })

  it('ends at once on an interrupt and leaves the files whole', async () => {
    at.write({ 'main.tf': mainTf })
    const child = spawn(process.execPath, [regraft, 'heal', '-'], {
      cwd: at.path,
      stdio: ['pipe', 'pipe', 'pipe'],
    })
    let stderr = ''
    child.stderr.on('data', (text: Buffer) => {
      stderr += text.toString()
    })
    await new Promise((resolve) => setTimeout(resolve, 500))
    child.kill('SIGINT')
    const [, signal] = await new Promise<[number | null, string | null]>((resolve) =>
      child.once('close', (code, name) => resolve([code, name])),
    )
    expect(signal).toBe('SIGINT')
    expect(stderr).toBe('')
    expect(at.read('main.tf')).toBe(mainTf)
  })
})
