import { spawn } from 'node:child_process'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { DiagnosticSeverity } from 'vscode-languageserver-protocol/node'
import { bin, built, Editor } from './editor.ts'
import { Folder } from './folder.ts'

const clean = `resource "aws_kms_key" "main" {
  description         = "receipts" # said in the audit
  enable_key_rotation = true
}
`
const insecure = clean.replace('= true', '= false')

let at: Folder
let editor: Editor

beforeEach(() => {
  at = new Folder()
  if (built) editor = Editor.spawn()
})

afterEach(async () => {
  if (built) expect([await editor.stop(), editor.stderr]).toEqual([0, ''])
  at.remove()
})

describe.skipIf(!built)(`the server over stdio${built ? '' : ' (skipped: not built)'}`, () => {
  it('says what it can', async () => {
    const { capabilities, serverInfo } = await editor.start([at.uri])
    expect(serverInfo?.name).toBe('regraft')
    expect(capabilities).toEqual({
      positionEncoding: 'utf-16',
      textDocumentSync: { openClose: true, change: 2, save: true },
      codeActionProvider: { codeActionKinds: ['quickfix', 'source.fixAll.regraft'] },
      hoverProvider: true,
      executeCommandProvider: { commands: ['regraft.server.checkWorkspace'] },
      workspace: { workspaceFolders: { supported: true, changeNotifications: true } },
    })
  })

  it('finds in the buffer, not on disk, and heals it', async () => {
    at.write({ 'main.tf': clean })
    const uri = at.uriOf('main.tf')
    await editor.start([at.uri])
    await editor.open(uri, insecure)
    const [diagnostic, ...more] = await editor.diagnostics(uri)
    expect(more).toEqual([])
    expect(diagnostic).toEqual({
      range: { start: { line: 2, character: 24 }, end: { line: 2, character: 29 } },
      severity: DiagnosticSeverity.Information,
      code: 'aws/kms-rotation',
      codeDescription: { href: expect.stringMatching(/^https:\/\/docs\.aws\.amazon\.com\//) },
      source: 'regraft',
      message: expect.stringMatching(/^KMS key is never rotated: /),
      data: { finding: expect.stringMatching(/^[0-9a-f]{32}$/), level: 'safe' },
    })

    const [action, all] = await editor.fixes(uri, diagnostic?.range)
    expect(action).toEqual({
      title: 'Turn yearly rotation on',
      kind: 'quickfix',
      isPreferred: true,
      diagnostics: [diagnostic],
      edit: {
        documentChanges: [
          {
            textDocument: { uri, version: 1 },
            edits: [{ range: diagnostic?.range, newText: 'true' }],
          },
        ],
      },
    })
    expect(all?.kind).toBe('source.fixAll.regraft')
    await editor.apply(action?.edit)
    expect(editor.text(uri)).toBe(clean)
    expect(await editor.diagnostics(uri)).toEqual([])
    expect(await editor.fixes(uri)).toEqual([])
    expect(at.files()).toEqual(['main.tf'])
    expect(at.read('main.tf')).toBe(clean)
  })

  it('follows typing and forgets what is closed', async () => {
    const uri = at.uriOf('new.tf')
    await editor.start([at.uri])
    await editor.open(uri, clean)
    expect(await editor.diagnostics(uri)).toEqual([])
    await editor.type(uri, '= true', '= false')
    expect((await editor.diagnostics(uri)).map(({ code }) => code)).toEqual(['aws/kms-rotation'])
    await editor.type(uri, '"main"', '"mäin 🔑"')
    const before = editor.published.length
    await editor.close(uri)
    expect(await editor.until(() => editor.published.slice(before).at(-1))).toEqual({ uri, diagnostics: [] })
    expect(at.files()).toEqual([])
  })

  it('counts UTF-16 code units and keeps CRLF', async () => {
    const text = `resource "aws_kms_key" "k" { /* 🔑🔑 */ enable_key_rotation = false }\r\n\r\n# 🔒\r\nresource "aws_ecr_repository" "r" {\r\n  name = "ledger"\r\n}\r\n`
    const uri = at.uriOf('main.tf')
    await editor.start([at.uri])
    await editor.open(uri, text)
    const diagnostics = await editor.diagnostics(uri)
    expect(diagnostics.map(({ code }) => code)).toEqual(['aws/kms-rotation', 'aws/ecr-scan-on-push'])
    expect(diagnostics[0]?.range.start.character).toBe(text.indexOf('false'))
    for (const _ of diagnostics) {
      const [action] = await editor.fixes(uri, undefined, { only: ['quickfix'] })
      await editor.apply(action?.edit)
    }
    expect(editor.text(uri)).toBe(
      text
        .replace('= false', '= true')
        .replace(
          '"ledger"\r\n',
          '"ledger"\r\n\r\n  image_scanning_configuration {\r\n    scan_on_push = true\r\n  }\r\n',
        ),
    )
    expect(await editor.diagnostics(uri)).toEqual([])
  })

  it('applies all safe fixes of a document at once and leaves the others', async () => {
    const uri = at.uriOf('main.tf')
    const database = `
resource "aws_db_instance" "orders" {
  deletion_protection = false
  storage_encrypted   = false
}
`
    await editor.start([at.uri])
    await editor.open(uri, insecure + database)
    const codes = (await editor.diagnostics(uri)).map(({ code }) => code)
    const actions = await editor.fixes(uri, undefined, { only: ['source.fixAll'] })
    expect(actions.map(({ title, kind }) => [title, kind])).toEqual([
      ['Apply all safe fixes of regraft', 'source.fixAll.regraft'],
    ])
    await editor.apply(actions[0]?.edit)
    expect(editor.text(uri)).toBe(
      clean + database.replace('deletion_protection = false', 'deletion_protection = true'),
    )
    const left = (await editor.diagnostics(uri)).map(({ code }) => code)
    expect(left).toContain('aws/rds-instance-encryption')
    expect(left).toEqual(
      codes.filter((code) => code !== 'aws/kms-rotation' && code !== 'aws/rds-deletion-protection'),
    )
  })

  it('says of an unsafe fix why, prefers it never, and offers the usual answer of one that needs a value', async () => {
    const uri = at.uriOf('main.tf')
    const text = `resource "aws_db_instance" "orders" {
  deletion_protection     = true
  storage_encrypted       = false
  backup_retention_period = 1
}
`
    await editor.start([at.uri])
    await editor.open(uri, text)
    expect((await editor.diagnostics(uri)).map(({ code }) => code)).toEqual([
      'aws/rds-instance-encryption',
      'aws/rds-backup-retention',
    ])
    const [action, usual, ...more] = await editor.fixes(uri)
    expect(more).toEqual([])
    expect(usual?.title).toBe('Keep backups longer: backup_retention_days = 7')
    expect(action?.title).toMatch(/^Encrypt the storage \(unsafe: .+\)$/)
    expect(action).not.toHaveProperty('isPreferred')
    await editor.apply(action?.edit)
    expect(editor.text(uri)).toBe(text.replace('= false', '= true'))
  })

  it('shows a syntax error, and heals once it is mended', async () => {
    const uri = at.uriOf('main.tf')
    await editor.start([at.uri])
    await editor.open(uri, insecure.replace('}\n', ''))
    const broken = await editor.diagnostics(uri)
    expect(broken.map(({ severity, source }) => [severity, source])).toContainEqual([
      DiagnosticSeverity.Error,
      'regraft',
    ])
    expect(await editor.fixes(uri)).toEqual([])
    await editor.type(uri, '= false\n', '= false\n}\n')
    expect((await editor.diagnostics(uri)).map(({ code }) => code)).toEqual(['aws/kms-rotation'])
    const [action] = await editor.fixes(uri)
    await editor.apply(action?.edit)
    expect(editor.text(uri)).toBe(clean)
  })

  it('reads a variable in a sibling on disk and edits it there', async () => {
    const variables = `variable "rotate" {\r\n  default = false # for now\r\n}\r\n`
    at.write({ 'variables.tf': variables })
    const uri = at.uriOf('main.tf')
    await editor.start([at.uri])
    await editor.open(uri, clean.replace('= true', '= var.rotate'))
    const [diagnostic] = await editor.diagnostics(uri)
    expect([diagnostic?.code, diagnostic?.range.start.line]).toEqual(['aws/kms-rotation', 2])
    const [action, ...more] = await editor.fixes(uri)
    // Nothing can be done inside this document alone: no fix-all.
    expect(more).toEqual([])
    const others = await editor.apply(action?.edit)
    expect([...others]).toEqual([[at.uriOf('variables.tf'), variables.replace('false', 'true')]])
    expect(at.read('variables.tf')).toBe(variables)

    // Opened, the sibling counts as it is in the editor.
    await editor.open(at.uriOf('variables.tf'), variables)
    await editor.diagnostics(at.uriOf('variables.tf'))
    const [again] = await editor.fixes(uri)
    const from = editor.published.length
    await editor.apply(again?.edit)
    expect(editor.text(at.uriOf('variables.tf'))).toBe(variables.replace('false', 'true'))
    expect(await editor.diagnostics(uri, from)).toEqual([])
  })

  it('checks again when a file changes outside the editor', async () => {
    at.write({ 'variables.tf': 'variable "rotate" {\n  default = true\n}\n' })
    const uri = at.uriOf('main.tf')
    await editor.start([at.uri])
    await editor.open(uri, clean.replace('= true', '= var.rotate'))
    expect(await editor.diagnostics(uri)).toEqual([])
    expect(editor.registered[0]?.registrations.map(({ method }) => method)).toContain(
      'workspace/didChangeWatchedFiles',
    )
    at.write({ 'variables.tf': 'variable "rotate" {\n  default = false\n}\n' })
    const from = editor.published.length
    await editor.filesChanged(at.uriOf('variables.tf'))
    expect((await editor.diagnostics(uri, from)).map(({ code }) => code)).toEqual(['aws/kms-rotation'])
  })

  it('keeps two folders apart, and a file outside both', async () => {
    const other = new Folder()
    const outside = new Folder()
    try {
      at.write({ 'variables.tf': 'variable "rotate" {\n  default = false\n}\n' })
      other.write({ 'variables.tf': 'variable "rotate" {\n  default = true\n}\n' })
      outside.write({ 'variables.tf': 'variable "rotate" {\n  default = false\n}\n' })
      const text = clean.replace('= true', '= var.rotate')
      await editor.start([at.uri, other.uri])
      for (const folder of [at, other, outside]) await editor.open(folder.uriOf('main.tf'), text)
      expect(await editor.diagnostics(at.uriOf('main.tf'))).toHaveLength(1)
      expect(await editor.diagnostics(other.uriOf('main.tf'))).toEqual([])
      expect(await editor.diagnostics(outside.uriOf('main.tf'))).toHaveLength(1)
    } finally {
      other.remove()
      outside.remove()
    }
  })

  it('checks manifests and Pulumi programs, and buffers that are no file', async () => {
    await editor.start([at.uri])
    const pod = `apiVersion: v1
kind: Pod
metadata: { name: web }
spec:
  hostPID: true # to see them all
  containers: []
`
    await editor.open(at.uriOf('pod.yaml'), pod, 'yaml')
    const hostPid = (await editor.diagnostics(at.uriOf('pod.yaml'))).find(
      ({ code }) => code === 'kubernetes/host-pid',
    )
    expect(hostPid?.severity).toBe(DiagnosticSeverity.Error)
    expect(hostPid?.range.start).toEqual({ line: 4, character: 11 })

    const program = `import * as aws from '@pulumi/aws'\nnew aws.kms.Key('k', { enableKeyRotation: false })\n`
    await editor.open(at.uriOf('index.ts'), program, 'typescript')
    await editor.diagnostics(at.uriOf('index.ts'))
    const [action] = await editor.fixes(at.uriOf('index.ts'))
    await editor.apply(action?.edit)
    expect(editor.text(at.uriOf('index.ts'))).toBe(program.replace('false', 'true'))

    await editor.open('untitled:Untitled-1', insecure, 'terraform')
    await editor.diagnostics('untitled:Untitled-1')
    const [untitled] = await editor.fixes('untitled:Untitled-1')
    await editor.apply(untitled?.edit)
    expect(editor.text('untitled:Untitled-1')).toBe(clean)
  })

  it('ends when its editor is gone', async () => {
    await editor.start([at.uri])
    const child = spawn(process.execPath, [bin], { stdio: ['pipe', 'ignore', 'pipe'] })
    let stderr = ''
    child.stderr.on('data', (text: Buffer) => {
      stderr += text.toString()
    })
    child.stdin.end()
    const code = await new Promise((resolve) => child.once('exit', resolve))
    expect([code, stderr]).toEqual([1, ''])
  })
})
