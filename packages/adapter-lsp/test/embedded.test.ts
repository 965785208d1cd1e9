import { definePolicy } from '@regraft/define'
import { createEngine, type Engine } from '@regraft/engine'
import { RegraftError } from '@regraft/model'
import { builtin } from '@regraft/policies'
import { afterEach, beforeEach, expect, it } from 'vitest'
import {
  CancellationTokenSource,
  CodeActionRequest,
  CodeActionTriggerKind,
  LSPErrorCodes,
  MessageType,
} from 'vscode-languageserver-protocol/node'
import { Editor, everything, wholeText } from './editor.ts'
import { Folder } from './folder.ts'

const clean = `resource "aws_kms_key" "main" {
  enable_key_rotation = true
}
`
const insecure = clean.replace('= true', '= false')

let at: Folder
let editor: Editor | undefined

beforeEach(() => {
  at = new Folder()
})

afterEach(async () => {
  await editor?.stop()
  at.remove()
})

const real: Promise<Engine> = createEngine({ policies: [builtin] })

/** An engine whose heals wait until they are let go. */
function slowEngine(): { engine: () => Promise<Engine>; begun: Promise<void>; release: () => void } {
  let release = (): void => undefined
  let begin = (): void => undefined
  const gate = new Promise<void>((resolve) => {
    release = resolve
  })
  const begun = new Promise<void>((resolve) => {
    begin = resolve
  })
  return {
    engine: async () => {
      const engine = await real
      return {
        ...engine,
        heal: async (workspace, options) => {
          begin()
          await gate
          return engine.heal(workspace, options)
        },
      }
    },
    begun,
    release: () => release(),
  }
}

async function opened(
  editing: Editor,
  text: string,
  start: Parameters<Editor['start']>[1] = {},
): Promise<string> {
  editor = editing
  const uri = at.uriOf('main.tf')
  await editor.start([at.uri], start)
  await editor.open(uri, text)
  await editor.diagnostics(uri)
  return uri
}

const ask = (uri: string): Parameters<Editor['connection']['sendRequest']>[1] => ({
  textDocument: { uri },
  range: wholeText,
  context: { diagnostics: [] },
})

it('serves a host that brings its own connection', async () => {
  const uri = await opened(Editor.embedded(), insecure)
  const [action] = await (editor as Editor).fixes(uri)
  await editor?.apply(action?.edit)
  expect(editor?.text(uri)).toBe(clean)
})

it('hands out no edit for a version that is history', async () => {
  const slow = slowEngine()
  const uri = await opened(Editor.embedded(slow), insecure)
  const answer = (editor as Editor).fixes(uri).then(
    () => 'answered',
    (error: { code: number }) => error.code,
  )
  await slow.begun
  await editor?.type(uri, 'main', 'other')
  await editor?.diagnostics(uri)
  slow.release()
  expect(await answer).toBe(LSPErrorCodes.ContentModified)
  const [action] = await (editor as Editor).fixes(uri)
  expect(action?.edit?.documentChanges?.[0]).toMatchObject({ textDocument: { uri, version: 2 } })
})

it('gives up when the client does', async () => {
  const slow = slowEngine()
  const uri = await opened(Editor.embedded(slow), insecure)
  const source = new CancellationTokenSource()
  const answer = (editor as Editor).connection
    .sendRequest(CodeActionRequest.type, ask(uri), source.token)
    .then(
      () => 'answered',
      (error: { code: number }) => error.code,
    )
  await slow.begun
  source.cancel()
  // The cancellation is on its way before anything that is sent after it.
  await editor?.type(uri, 'main', 'other')
  await editor?.diagnostics(uri)
  slow.release()
  expect(await answer).toBe(LSPErrorCodes.RequestCancelled)
})

it('says nothing of a text that changed while it was checked', async () => {
  let release = (): void => undefined
  const gate = new Promise<void>((resolve) => {
    release = resolve
  })
  let runs = 0
  editor = Editor.embedded({
    engine: async () => {
      const engine = await real
      return {
        ...engine,
        check: async (workspace, options) => {
          if (++runs === 1) await gate
          return engine.check(workspace, options)
        },
      }
    },
  })
  const uri = at.uriOf('main.tf')
  await editor.start([at.uri])
  await editor.open(uri, insecure)
  await editor.type(uri, '= false', '= true')
  const diagnostics = editor.diagnostics(uri)
  release()
  expect(await diagnostics).toEqual([])
  expect(editor.published.map(({ version }) => version)).toEqual([2])
})

it('sends plain edits to a client without versions, and nothing it does not know', async () => {
  const uri = await opened(Editor.embedded(), insecure, {
    capabilities: {
      textDocument: { codeAction: everything.textDocument?.codeAction ?? {} },
    },
  })
  const [diagnostic] = (await editor?.diagnostics(uri)) ?? []
  expect(Object.keys(diagnostic ?? {}).sort()).toEqual(['code', 'message', 'range', 'severity', 'source'])
  const [action] = await (editor as Editor).fixes(uri)
  expect(action?.edit).toEqual({ changes: { [uri]: [{ range: diagnostic?.range, newText: 'true' }] } })
})

it('offers nothing to a client that knows only commands', async () => {
  const uri = await opened(Editor.embedded(), insecure, { capabilities: {} })
  expect(await editor?.fixes(uri)).toEqual([])
})

it('offers what is asked for, where it is asked', async () => {
  const uri = await opened(Editor.embedded(), insecure)
  const kinds = async (...args: [Parameters<Editor['actions']>[1]?, Parameters<Editor['actions']>[2]?]) =>
    (await (editor as Editor).fixes(uri, ...args)).map(({ kind }) => kind)
  expect(await kinds()).toEqual(['quickfix', 'source.fixAll.regraft'])
  expect(await kinds(undefined, { triggerKind: CodeActionTriggerKind.Automatic })).toEqual(['quickfix'])
  expect(await kinds(undefined, { only: ['quickfix'] })).toEqual(['quickfix'])
  expect(await kinds(undefined, { only: ['source'] })).toEqual(['source.fixAll.regraft'])
  expect(await kinds(undefined, { only: ['refactor'] })).toEqual([])
  const top = { start: { line: 0, character: 0 }, end: { line: 0, character: 3 } }
  expect(await kinds(top)).toEqual([])
})

it('goes by its settings and complains of those it does not know', async () => {
  const uri = await opened(Editor.embedded(), insecure, {
    settings: { skipRules: ['aws/kms-*'], minSeverity: 'dire', colour: 'red' },
  })
  expect(await editor?.diagnostics(uri)).toEqual([])
  expect(editor?.logged).toEqual([
    {
      type: MessageType.Warning,
      message: 'regraft: the setting "minSeverity" must be one of info, low, medium, high, critical',
    },
    { type: MessageType.Warning, message: 'regraft: there is no setting "colour"' },
  ])
})

it('shows what else a finding is about', async () => {
  const rule = definePolicy({
    id: 'acme/key-window',
    title: 'Key goes too soon',
    severity: 'low',
    resources: ['aws_kms_key'],
    check: (key, { report }) => {
      if (key.deletion_window_in_days === 7)
        report({
          message: 'a week is short',
          path: ['deletion_window_in_days'],
          related: [['description']],
        })
    },
  })
  const text = `resource "aws_kms_key" "k" {\n  description = "x"\n  deletion_window_in_days = 7\n}\n`
  const engine = createEngine({ policies: [{ id: 'acme', definitions: [rule] }] })
  const uri = await opened(Editor.embedded({ engine: () => engine }), text)
  const [diagnostic] = (await editor?.diagnostics(uri)) ?? []
  expect(diagnostic?.relatedInformation).toEqual([
    {
      location: { uri, range: { start: { line: 1, character: 16 }, end: { line: 1, character: 19 } } },
      message: 'part of: a week is short',
    },
  ])
})

it('logs what is wrong for people, without a stack', async () => {
  editor = Editor.embedded({
    engine: async () => {
      throw new RegraftError('POLICY_COMPILE', 'A policy does not compile', { hint: 'Mend it.' })
    },
  })
  await editor.start([at.uri])
  await editor.open(at.uriOf('main.tf'), insecure)
  const entry = await editor.until(() => editor?.logged[0])
  expect(entry).toEqual({
    type: MessageType.Error,
    message: 'A policy does not compile (POLICY_COMPILE). Mend it.',
  })
})

it('says what is wrong with a hostile buffer and serves the others', async () => {
  const uri = await opened(Editor.embedded(), `# \ud800 half a character\n${insecure}`)
  const [action] = await (editor as Editor).fixes(uri)
  await editor?.apply(action?.edit)
  expect(editor?.text(uri)).toBe(`# \ud800 half a character\n${clean}`)
  for (const [name, text, code] of [
    ['nul.tf', '\0', 'NOT_TEXT'],
    ['huge.tf', '#'.repeat(8 * 1024 * 1024 + 1), 'FILE_TOO_LARGE'],
  ] as const) {
    await editor?.open(at.uriOf(name), text)
    expect((await editor?.diagnostics(at.uriOf(name)))?.map((it) => it.code)).toEqual([code])
  }
  const deep = at.uriOf('deep.tf')
  await editor?.open(deep, `x = ${'['.repeat(100_000)}`)
  expect((await editor?.diagnostics(deep))?.map(({ source }) => source)).toContain('regraft')
  expect(await editor?.diagnostics(uri)).toEqual([])
})

it('follows folders that come and go', async () => {
  const other = new Folder()
  try {
    other.write({ 'variables.tf': 'variable "rotate" {\n  default = false\n}\n' })
    const uri = other.uriOf('sub/main.tf')
    const module = `module "keys" {\n  source = "../"\n}\n`
    editor = Editor.embedded()
    await editor.start([at.uri])
    await editor.open(uri, module)
    await editor.diagnostics(uri)
    await editor.open(other.uriOf('main.tf'), clean.replace('= true', '= var.rotate'))
    expect(await editor.diagnostics(other.uriOf('main.tf'))).toHaveLength(1)
    const from = editor.published.length
    await editor.foldersChanged([other.uri], [at.uri])
    expect(await editor.diagnostics(other.uriOf('main.tf'), from)).toHaveLength(1)
    const again = editor.published.length
    await editor.type(uri, '"../"\n', '"../"\n  rotate = true\n')
    // One folder now: the caller that is open says what the variable is.
    const found = await editor.until(() =>
      editor?.published.slice(again).findLast((it) => it.uri === other.uriOf('main.tf')),
    )
    expect(found.diagnostics).toEqual([])
    expect(await editor.fixes(other.uriOf('main.tf'))).toEqual([])
  } finally {
    other.remove()
  }
})
