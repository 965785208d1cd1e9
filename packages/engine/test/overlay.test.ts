import type { Finding } from '@regraft/model'
import { builtin } from '@regraft/policies'
import { describe, expect, it } from 'vitest'
import type { Engine, Proposal, Workspace } from '../src/index.ts'
import { createEngine, memoryWorkspace, overlayWorkspace } from '../src/index.ts'

const engine: Promise<Engine> = createEngine({ policies: [builtin] })
const key = (name: string, rotated: boolean): string =>
  `resource "aws_kms_key" "${name}" {\n  enable_key_rotation = ${rotated}\n}\n`

describe('texts over a workspace', () => {
  it('hide what is below, add to it, and leave the map as it was', async () => {
    const base = memoryWorkspace({ 'a.tf': 'a', 'c.tf': 'c' })
    const texts = new Map([
      ['b.tf', '\ufeffb'],
      ['c.tf', '🔑'],
    ])
    const overlay = overlayWorkspace(base, texts)
    expect((await overlay.list()).files).toEqual([
      { path: 'a.tf', size: 1 },
      { path: 'b.tf', size: 4 },
      { path: 'c.tf', size: 4 },
    ])
    const after = new TextEncoder().encode('new')
    const before = new TextEncoder().encode('a')
    const outcome = await overlay.write([
      { path: 'c.tf', before, after },
      { path: 'a.tf', before, after },
    ])
    expect(outcome).toEqual({ written: ['a.tf', 'c.tf'], failures: [] })
    expect([...overlay.texts]).toEqual([
      ['b.tf', '\ufeffb'],
      ['c.tf', 'new'],
    ])
    expect([...base.texts]).toEqual([
      ['a.tf', 'new'],
      ['c.tf', 'c'],
    ])
    expect(texts.get('c.tf')).toBe('🔑')
  })

  it('keep limits and scope, and silence complaints about what they hide', async () => {
    const complaint = (file: string): { code: string; severity: 'error'; message: string; file: string } => ({
      code: 'FILE_UNREADABLE',
      severity: 'error',
      message: file,
      file,
    })
    const base: Workspace = {
      ...memoryWorkspace({}),
      scope: (path) => path === 'in.tf',
      list: async () => ({ files: [], diagnostics: [complaint('a.tf'), complaint('b.tf')] }),
    }
    const overlay = overlayWorkspace(base, new Map([['a.tf', 'four']]))
    expect((await overlay.list()).diagnostics).toEqual([complaint('b.tf')])
    expect(['a.tf', 'in.tf', 'out.tf'].map((path) => overlay.scope?.(path))).toEqual([true, true, false])
    expect(await overlay.read('a.tf', 4)).toEqual({ ok: true, bytes: new TextEncoder().encode('four') })
    expect(await overlay.read('a.tf', 3)).toMatchObject({ ok: false, diagnostic: { code: 'FILE_TOO_LARGE' } })
    expect(overlay.undo).toBeUndefined()
  })

  it('are what is healed', async () => {
    const base = memoryWorkspace({ 'main.tf': key('a', true) })
    const overlay = overlayWorkspace(base, new Map([['main.tf', key('b', false)]]))
    await (await engine).heal(overlay)
    expect(overlay.texts.get('main.tf')).toBe(key('b', true))
    expect(base.texts.get('main.tf')).toBe(key('a', true))
  })
})

describe('chosen findings', () => {
  const texts = { 'main.tf': key('a', false) + key('b', false) }

  it('are the only ones that are healed; the others say so', async () => {
    const { findings } = await (await engine).check(memoryWorkspace(texts))
    const chosen = findings[1] as Finding
    const workspace = memoryWorkspace(texts)
    const report = await (await engine).heal(workspace, { findings: [chosen.id] })
    expect(workspace.texts.get('main.tf')).toBe(key('a', false) + key('b', true))
    expect(report.findings.map(({ id, status, fix }) => [id, status, fix?.result, fix?.reason])).toEqual([
      [findings[0]?.id, 'open', 'refused', 'declined'],
      [chosen.id, 'healed', 'applied', undefined],
    ])
    const nothing = await (await engine).heal(memoryWorkspace(texts), { findings: [] })
    expect(nothing.edits).toEqual([])
  })

  it('are proposed under the ids of a report, also when two findings look the same', async () => {
    const workspace = memoryWorkspace({ 'main.tf': key('a', false) + key('a', false) })
    const { findings } = await (await engine).check(workspace)
    const proposals: Proposal[] = []
    await (await engine).heal(workspace, {
      confirm: (proposal) => {
        proposals.push(proposal)
        return false
      },
    })
    expect(proposals.map(({ finding }) => finding.id)).toEqual(findings.map(({ id }) => id))
    expect(new Set(findings.map(({ id }) => id)).size).toBe(findings.length)
  })

  it('tell why a fix is not safe, when it is the place that makes it so', async () => {
    const proposals: Proposal[] = []
    const text = 'resource "aws_db_instance" "d" {\n  storage_encrypted = false\n}\n'
    await (await engine).heal(memoryWorkspace({ 'main.tf': text }), {
      rules: ['aws/rds-instance-encryption'],
      unsafe: true,
      confirm: (proposal) => proposals.push(proposal) === 0,
    })
    expect(proposals.map(({ level }) => level)).toEqual(['unsafe'])
    expect(proposals[0]?.because).toMatch(/\S/)
  })
})

it('does not open units that nobody asks about', async () => {
  const workspace = memoryWorkspace({ 'a/main.tf': key('a', false), 'b/main.tf': 'resource {{{' })
  const report = await (await engine).check(workspace, { files: (path) => path.startsWith('a/') })
  expect(report.diagnostics).toEqual([])
  expect(report.files.map(({ path }) => path)).toEqual(['a/main.tf'])
  expect(report.findings).toHaveLength(1)
})
