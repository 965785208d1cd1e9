import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { CodeAction } from 'vscode-languageserver-protocol/node'
import { DiagnosticTag, LSPErrorCodes, MessageType } from 'vscode-languageserver-protocol/node'
import { Editor, everything } from './editor.ts'
import { Folder } from './folder.ts'

const clean = `resource "aws_kms_key" "main" {
  enable_key_rotation = true
}
`
const insecure = clean.replace('= true', '= false')
const backups = `resource "aws_db_instance" "orders" {
  deletion_protection     = true
  storage_encrypted       = true
  backup_retention_period = 1
}
`

const asking = {
  ...everything,
  workspace: { ...everything.workspace, applyEdit: true, configuration: true },
  experimental: { regraft: { input: true } },
}
const pulling = {
  textDocument: { ...everything.textDocument, diagnostic: { relatedDocumentSupport: true } },
  workspace: { ...everything.workspace, applyEdit: true, diagnostics: { refreshSupport: true } },
}

let at: Folder
let editor: Editor

beforeEach(() => {
  at = new Folder()
  editor = Editor.embedded()
})

afterEach(async () => {
  await editor.stop()
  at.remove()
})

async function opened(
  text: string,
  start: Parameters<Editor['start']>[1] = {},
  name = 'main.tf',
): Promise<string> {
  const uri = at.uriOf(name)
  await editor.start([at.uri], start)
  await editor.open(uri, text)
  return uri
}

async function codes(uri: string, from = 0): Promise<readonly unknown[]> {
  return (await editor.diagnostics(uri, from)).map(({ code }) => code)
}

async function ignoring(uri: string): Promise<readonly CodeAction[]> {
  return (await editor.actions(uri)).filter(({ title }) => title.startsWith('Ignore '))
}

describe('hover', () => {
  it('shows the finding and the page of its rule, and nothing elsewhere', async () => {
    const capabilities = {
      ...everything,
      textDocument: { ...everything.textDocument, hover: { contentFormat: ['markdown' as const] } },
    }
    const uri = await opened(insecure, { capabilities })
    const shown = await editor.hover(uri, 1, 26)
    expect(shown?.range).toEqual({ start: { line: 1, character: 24 }, end: { line: 1, character: 29 } })
    expect(shown?.contents).toMatchObject({ kind: 'markdown' })
    const { value } = (shown?.contents ?? { value: '' }) as { value: string }
    expect(value).toMatch(
      /^\*\*KMS key is never rotated\*\* `aws\/kms-rotation` \(low\)\n\nthe key is not rotated\n\n/,
    )
    expect(value).toContain('Fix (safe): Turn yearly rotation on.')
    expect(value).toContain('**Why**')
    expect(value).toContain('**What the fix does**')
    expect(value).toContain('<https://docs.aws.amazon.com/kms/')
    expect(await editor.hover(uri, 0, 3)).toBeNull()
    expect(await editor.hover(at.uriOf('other.tf'), 0, 0)).toBeNull()
  })

  it('is plain text for a client that knows no Markdown, and says why something is ignored', async () => {
    const uri = await opened(
      insecure.replace('  enable', '  # regraft:ignore aws/kms-rotation -- it <b>dies</b>\n  enable'),
    )
    const shown = await editor.hover(uri, 2, 26)
    expect(shown?.contents).toMatchObject({
      kind: 'plaintext',
      value: expect.stringContaining('_ignored: it <b>dies</b>_'),
    })
  })
})

describe('ignoring with a reason', () => {
  it('puts a comment above, whose place for the reason is left to type in', async () => {
    const uri = await opened(insecure)
    const [action] = await ignoring(uri)
    expect(action?.title).toBe('Ignore aws/kms-rotation here, with a reason')
    await editor.apply(action?.edit)
    const commented = insecure.replace('  enable', '  # regraft:ignore aws/kms-rotation -- \n  enable')
    expect(editor.text(uri)).toBe(commented)
    // Without a reason it does not count, and says so.
    expect(await codes(uri)).toEqual(['IGNORE_WITHOUT_REASON', 'aws/kms-rotation'])
    await editor.type(uri, '-- ', '-- it is gone next week')
    expect(await codes(uri)).toEqual([])
  })

  it('is a snippet where the client can, and fades a comment that does nothing', async () => {
    const capabilities = {
      textDocument: {
        ...everything.textDocument,
        publishDiagnostics: { tagSupport: { valueSet: [DiagnosticTag.Unnecessary] } },
      },
      workspace: { workspaceEdit: { documentChanges: true, snippetEditSupport: true } },
    }
    const text = insecure.replaceAll('\n', '\r\n').replace('main', 'm$ain}')
    const uri = await opened(text, { capabilities })
    const [action] = await ignoring(uri)
    expect(action?.edit?.documentChanges).toEqual([
      {
        textDocument: { uri, version: 1 },
        edits: [
          {
            range: { start: { line: 1, character: 0 }, end: { line: 1, character: 0 } },
            snippet: { kind: 'snippet', value: `  # regraft:ignore aws/kms-rotation -- \${1:why}\r\n` },
          },
        ],
      },
    ])
    await editor.apply(action?.edit)
    expect(await codes(uri)).toEqual([])
    await editor.type(uri, '-- why', '')
    const [useless] = await editor.diagnostics(uri)
    expect(useless).toMatchObject({ code: 'IGNORE_WITHOUT_REASON', tags: [DiagnosticTag.Unnecessary] })
  })

  it('asks for the reason where the client can, and writes it in one line', async () => {
    const uri = await opened(insecure, { capabilities: asking })
    const [action] = await ignoring(uri)
    const { command = '', arguments: args = [] } = action?.command ?? {}
    expect(await editor.command(command, args)).toBe(false)
    expect(editor.text(uri)).toBe(insecure)
    editor.answer = () => ({ value: ' because\n  } of "this" ' })
    expect(await editor.command(command, args)).toBe(true)
    expect(editor.asked[1]).toEqual({
      title: 'Ignore aws/kms-rotation',
      name: 'reason',
      spec: { type: 'string', description: 'Why it is right here', pattern: '\\S' },
    })
    expect(editor.text(uri)).toBe(
      insecure.replace('  enable', '  # regraft:ignore aws/kms-rotation -- because } of "this"\n  enable'),
    )
    expect(await codes(uri)).toEqual([])
    editor.answer = () => ({ value: ' ' })
    await expect(editor.command(command, args)).rejects.toThrow(/IGNORE_WITHOUT_REASON/)
  })

  it('never parts another ignore from what it is for, and writes none where there are no comments', async () => {
    const pod = `apiVersion: v1
kind: Pod
metadata: { name: web }
spec:
  # regraft:ignore kubernetes/host-pid -- the debugger needs it
  hostPID: true
  hostIPC: true
  containers: []
`
    const uri = at.uriOf('pod.yaml')
    await editor.start([at.uri])
    await editor.open(uri, pod, 'yaml')
    const before = await codes(uri)
    expect(before).toContain('kubernetes/host-ipc')
    expect(before).not.toContain('kubernetes/host-pid')
    const action = (await ignoring(uri)).find(({ title }) => title.includes('host-ipc'))
    await editor.apply(action?.edit)
    await editor.type(uri, 'host-ipc -- ', 'host-ipc -- shared memory')
    expect(await codes(uri)).toEqual(before.filter((code) => code !== 'kubernetes/host-ipc'))

    await editor.open(
      at.uriOf('main.tf.json'),
      '{"resource":{"aws_kms_key":{"k":{"enable_key_rotation":false}}}}',
      'json',
    )
    expect(await codes(at.uriOf('main.tf.json'))).toEqual(['aws/kms-rotation'])
    expect(await ignoring(at.uriOf('main.tf.json'))).toEqual([])
  })

  it('uses the comment of the language', async () => {
    const uri = at.uriOf('index.ts')
    const program = `import * as aws from '@pulumi/aws'\nnew aws.kms.Key('k', { enableKeyRotation: false })\n`
    await editor.start([at.uri])
    await editor.open(uri, program, 'typescript')
    const [action] = await ignoring(uri)
    await editor.apply(action?.edit)
    expect(editor.text(uri)).toBe(program.replace('new', '// regraft:ignore aws/kms-rotation -- \nnew'))
  })
})

describe('a fix that needs a value', () => {
  it('asks until the answer holds, for the text as it is by then', async () => {
    const uri = await opened(backups, { capabilities: asking })
    expect(await codes(uri)).toEqual(['aws/rds-backup-retention'])
    const [action] = await editor.fixes(uri)
    expect(action?.title).toBe('Keep backups longer (asks for backup_retention_days)')
    expect(action?.edit).toBeUndefined()
    const answers = ['many', 14]
    editor.answer = () => ({ value: answers.shift() ?? null })
    const { command = '', arguments: args = [] } = action?.command ?? {}
    expect(await editor.command(command, args)).toBe(true)
    expect(editor.asked.map(({ name, problem }) => [name, problem])).toEqual([
      ['backup_retention_days', undefined],
      ['backup_retention_days', 'backup_retention_days: "many" is not a number'],
    ])
    expect(editor.asked[0]?.spec).toMatchObject({ type: 'number', default: 7 })
    expect(editor.text(uri)).toBe(backups.replace('= 1\n', '= 14\n'))
    expect(editor.applied[0]?.edit.documentChanges?.[0]).toMatchObject({ textDocument: { uri, version: 1 } })
    expect(await codes(uri)).toEqual([])
    await expect(editor.command(command, args)).rejects.toThrow(/FINDING_GONE/)
    await expect(editor.command(command, [1])).rejects.toThrow(/FINDING_GONE/)
    await expect(editor.command('rm -rf')).rejects.toMatchObject({ code: LSPErrorCodes.RequestFailed })
  })

  it('says why an answer that is of the right type does not do', async () => {
    const uri = await opened(backups, { capabilities: asking })
    await editor.diagnostics(uri)
    const [action] = await editor.fixes(uri)
    editor.answer = () => ({ value: 1 })
    await expect(editor.command(action?.command?.command ?? '', action?.command?.arguments)).rejects.toThrow(
      /FIX_REFUSED/,
    )
    expect(editor.text(uri)).toBe(backups)
  })
})

describe('a client that pulls', () => {
  it('gets what holds now, also of other documents, and nothing unasked', async () => {
    const uri = await opened(clean.replace('= true', '= var.rotate'), { capabilities: pulling })
    const variables = at.uriOf('variables.tf')
    await editor.open(variables, 'variable "rotate" {\n  default = true\n}\n')
    expect(await editor.pull(uri)).toEqual({
      kind: 'full',
      items: [],
      relatedDocuments: { [variables]: { kind: 'full', items: [] } },
    })
    // Not saved, and in another document than what is found.
    await editor.type(variables, 'true', 'false')
    const found = await editor.pull(variables)
    expect(found).toMatchObject({
      items: [],
      relatedDocuments: { [uri]: { kind: 'full', items: [{ code: 'aws/kms-rotation' }] } },
    })
    expect(await editor.pull(at.uriOf('closed.tf'))).toEqual({ kind: 'full', items: [] })
    await editor.filesChanged(at.uriOf('x.tf'))
    await editor.until(() => (editor.refreshes > 0 ? true : undefined))
    await editor.close(variables)
    expect(editor.published).toEqual([])
  })

  it('is told to ask again when the text changed meanwhile', async () => {
    const uri = await opened(insecure, { capabilities: pulling })
    const stale = editor.pull(uri).then(
      (report) => report.kind,
      (error: { code: number; data: unknown }) => [error.code, error.data],
    )
    await editor.type(uri, '= false', '= true')
    expect(await stale).toEqual([LSPErrorCodes.ServerCancelled, { retriggerRequest: true }])
    expect(await editor.pull(uri)).toEqual({ kind: 'full', items: [] })
  })
})

describe('settings', () => {
  it('are asked of the client for each folder, and followed', async () => {
    const other = new Folder()
    try {
      editor.folderConfiguration.set(other.uri, { skipRules: ['aws/kms-*'], trace: { server: 'off' } })
      await editor.start([at.uri, other.uri], { capabilities: asking })
      for (const folder of [at, other]) await editor.open(folder.uriOf('main.tf'), insecure)
      const quiet = (): true | undefined =>
        editor.published.findLast(({ uri }) => uri === other.uriOf('main.tf'))?.diagnostics.length === 0 ||
        undefined
      await editor.until(quiet)
      expect(await codes(at.uriOf('main.tf'))).toEqual(['aws/kms-rotation'])
      const from = editor.published.length
      await editor.configure({ enable: false })
      expect(await codes(at.uriOf('main.tf'), from)).toEqual([])
      expect(await editor.actions(at.uriOf('main.tf'))).toEqual([])
      const again = editor.published.length
      await editor.configure({ enable: true, minSeverity: null, colour: 1 })
      expect(await codes(at.uriOf('main.tf'), again)).toEqual(['aws/kms-rotation'])
      expect(editor.logged).toEqual([
        { type: MessageType.Warning, message: 'regraft: there is no setting "colour"' },
      ])
    } finally {
      other.remove()
    }
  })

  it('are taken from a client that pushes them', async () => {
    const uri = await opened(insecure)
    expect(await codes(uri)).toEqual(['aws/kms-rotation'])
    const from = editor.published.length
    await editor.configure(null, { regraft: { minSeverity: 'high' } })
    expect(await codes(uri, from)).toEqual([])
  })

  it('name own policies, which are compiled again when they change', async () => {
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
    at.write({ 'rules/key.rego': policy, 'rules/key_test.rego': 'broken' })
    const uri = await opened(clean, { settings: { policies: ['rules'] } })
    expect((await editor.diagnostics(uri)).map(({ code, message }) => [code, message])).toEqual([
      ['acme/description', 'Key is not described: say what it is for'],
    ])
    // The toolchain takes seconds to start: a second compilation is for those who try everything.
    if (!process.env['REGRAFT_ALL']) return
    at.write({ 'rules/key.rego': 'package' })
    await editor.filesChanged(at.uriOf('rules/key.rego'))
    const entry = await editor.until(() => editor.logged[0])
    expect(entry.message).toMatch(/\(POLICY_COMPILE\)/)
  })

  it('that change while something is asked delay the answer, and do not fail it', async () => {
    const uri = await opened(insecure, { capabilities: asking })
    const answers = [editor.actions(uri), editor.actions(uri)]
    await editor.configure({ skipRules: ['aws/rds-*'] })
    await editor.filesChanged(at.uriOf('x.tf'))
    for (const actions of await Promise.all(answers))
      expect(actions[0]?.title).toBe('Turn yearly rotation on')
    expect(editor.logged).toEqual([])
  })
})

describe('the whole workspace', () => {
  it('is checked on demand, files that are not open included', async () => {
    at.write({ 'keys/main.tf': insecure, 'pods/broken.yaml': 'kind: Pod\napiVersion: v1\nspec: [' })
    await editor.start([at.uri], { capabilities: asking })
    await editor.open(at.uriOf('open.tf'), insecure)
    expect(await editor.command('regraft.server.checkWorkspace')).toMatchObject({ files: 3, open: 2 })
    const told = (file: string): readonly unknown[] =>
      editor.published.findLast(({ uri }) => uri === at.uriOf(file))?.diagnostics.map(({ code }) => code) ?? [
        'nothing',
      ]
    expect(told('keys/main.tf')).toEqual(['aws/kms-rotation'])
    // A neighbour changes: what was told may not hold any more.
    const from = editor.published.length
    await editor.open(at.uriOf('keys/variables.tf'), '')
    await editor.diagnostics(at.uriOf('keys/variables.tf'), from)
    expect(told('keys/main.tf')).toEqual([])
  })

  it('is fixed in one edit, and nothing is written', async () => {
    at.write({ 'keys/main.tf': insecure, 'more.tf': backups })
    await editor.start([at.uri], { capabilities: asking })
    await editor.open(at.uriOf('open.tf'), insecure)
    expect(await editor.command('regraft.server.fixWorkspace')).toEqual({
      fixed: 2,
      files: 2,
      open: 1,
      applied: true,
    })
    expect(editor.text(at.uriOf('open.tf'))).toBe(clean)
    expect(editor.applied).toHaveLength(1)
    const others = await editor.apply({
      documentChanges: (editor.applied[0]?.edit.documentChanges ?? []).filter(
        (change) => 'textDocument' in change && change.textDocument.version === null,
      ),
    })
    expect([...others]).toEqual([[at.uriOf('keys/main.tf'), clean]])
    expect(at.read('keys/main.tf')).toBe(insecure)
  })
})

describe('the configuration of a folder', () => {
  it('holds for its open files, and again when it changes', async () => {
    at.write({ 'regraft.yaml': 'rules: { aws/kms-rotation: off }\n' })
    const uri = await opened(insecure)
    expect(await codes(uri)).toEqual([])
    at.write({
      'regraft.yaml':
        'ignore: [{ rule: aws/kms-rotation, paths: [main.tf], reason: a key of the tests, until: "2999-01-01" }]\n',
    })
    let from = editor.published.length
    await editor.filesChanged(at.uriOf('regraft.yaml'))
    expect(await codes(uri, from)).toEqual([])
    at.write({ 'regraft.yaml': 'exclude: [main.tf]\n' })
    from = editor.published.length
    await editor.filesChanged(at.uriOf('regraft.yaml'))
    expect(await codes(uri, from)).toEqual([])
    expect(await editor.fixes(uri)).toEqual([])
    at.write({ 'regraft.yaml': 'failOn: low\n' })
    from = editor.published.length
    await editor.filesChanged(at.uriOf('regraft.yaml'))
    expect(await codes(uri, from)).toEqual(['aws/kms-rotation'])
  })

  it('brings no policies with it, and is told when it is wrong', async () => {
    at.write({ 'regraft.yaml': 'policies: [nowhere]\n' })
    const uri = await opened(insecure)
    expect(await codes(uri)).toEqual(['aws/kms-rotation'])
    at.write({ 'regraft.yaml': 'rulez: {}\n' })
    await editor.filesChanged(at.uriOf('regraft.yaml'))
    const entry = await editor.until(() =>
      editor.logged.find(({ message }) => message.includes('regraft.yaml')),
    )
    expect(entry.message).toContain('CONFIG_INVALID')
    expect(await codes(uri)).toEqual(['aws/kms-rotation'])
  })
})
