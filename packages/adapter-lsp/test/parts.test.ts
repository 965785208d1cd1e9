import { mkdirSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import type { Finding, InputSpec } from '@regraft/model'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { TextDocument } from 'vscode-languageserver-textdocument'
import type { Buffers } from '../src/buffers.ts'
import { clientOf } from '../src/client.ts'
import { commentStart, ignoreComment, ignorePlaces } from '../src/comment.ts'
import { workspaceEdit } from '../src/edits.ts'
import { asks, inputsFor, obviousAnswers, shownAnswers } from '../src/inputs.ts'
import { placeOf } from '../src/places.ts'
import { Schedule } from '../src/schedule.ts'
import { readSettings } from '../src/settings.ts'
import { everything } from './editor.ts'
import { Folder } from './folder.ts'

let at: Folder
beforeEach(() => {
  at = new Folder()
})
afterEach(() => at.remove())

describe('the place of a document', () => {
  it('is below the innermost folder, links followed', () => {
    mkdirSync(join(at.path, 'a/b/c'), { recursive: true })
    symlinkSync('a', join(at.path, 'link'))
    const [outer, inner] = [join(at.path, 'a'), join(at.path, 'a/b')]
    const uri = at.uriOf('link/b/c/main%20x.tf'.replace('%20', ' '))
    expect(placeOf(uri, 'terraform', [outer, inner])).toEqual({
      key: inner,
      root: inner,
      path: 'c/main x.tf',
    })
    expect(placeOf(uri, 'terraform', [outer])).toEqual({ key: outer, root: outer, path: 'b/c/main x.tf' })
    expect(placeOf(at.uriOf('ab/main.tf'), 'terraform', [outer])).toEqual({
      key: join(at.path, 'ab'),
      root: join(at.path, 'ab'),
      path: 'main.tf',
    })
  })

  it('is nowhere for what is no file, and the language names it', () => {
    expect(placeOf('untitled:Untitled-1', 'yaml', [])).toEqual({
      key: 'untitled:Untitled-1',
      path: 'Untitled-1.yaml',
    })
    expect(placeOf('vscode-vfs://github/o/r/main.tf?ref=x', 'terraform', [])).toMatchObject({
      path: 'main.tf',
    })
    expect(placeOf('file://host%00/x', 'constructor', [])).not.toHaveProperty('root')
  })
})

describe('edits for a client', () => {
  const client = clientOf(everything)
  const buffersOf = (text: string): Buffers => ({
    key: '/r',
    root: '/r',
    byPath: new Map([['a.tf', { uri: 'file:///r/a.tf', version: 7, text, path: 'a.tf' }]]),
  })

  it('move to where an editor sees them when the file has a byte order mark', () => {
    const edits = [{ start: 1, end: 2, text: 'x' }]
    const file = { file: 'b.tf', text: '\ufeffa\n', edits }
    expect(workspaceEdit([file], buffersOf(''), client)).toEqual({
      documentChanges: [
        {
          textDocument: { uri: 'file:///r/b.tf', version: null },
          edits: [
            { range: { start: { line: 0, character: 0 }, end: { line: 0, character: 1 } }, newText: 'x' },
          ],
        },
      ],
    })
    const mark = { ...file, edits: [{ start: 0, end: 1, text: '' }] }
    expect(workspaceEdit([mark], buffersOf(''), client)).toBeUndefined()
  })

  it('are not made between CR and LF', () => {
    const edits = [{ start: 2, end: 2, text: ' ' }]
    expect(
      workspaceEdit([{ file: 'a.tf', text: 'a\r\nb', edits }], buffersOf('a\r\nb'), client),
    ).toBeUndefined()
  })

  it('make of any text what they make of it here', () => {
    const piece = fc.constantFrom('a', 'é', '🔑', '\n', '\r\n', '\r', ' ', '\u2028')
    const texts = fc.array(piece, { maxLength: 30 }).map((pieces) => pieces.join(''))
    fc.assert(
      fc.property(texts, texts, fc.nat(), fc.nat(), (text, put, a, b) => {
        const [start = 0, end = 0] = [a % (text.length + 1), b % (text.length + 1)].sort((x, y) => x - y)
        const edit = workspaceEdit(
          [{ file: 'a.tf', text, edits: [{ start, end, text: put }] }],
          buffersOf(text),
          client,
        )
        const change = edit?.documentChanges?.[0]
        if (change === undefined || !('edits' in change)) return
        const document = TextDocument.create('x:', '', 0, text)
        const edits = change.edits.flatMap((it) => ('newText' in it ? [it] : []))
        expect(TextDocument.applyEdits(document, edits)).toBe(text.slice(0, start) + put + text.slice(end))
      }),
      { numRuns: Number(process.env['FAST_CHECK_RUNS'] ?? 200) },
    )
  })
})

describe('settings', () => {
  it('are optional', () => {
    expect(readSettings(undefined)).toEqual({ settings: {}, problems: [] })
    expect(readSettings(null)).toEqual({ settings: {}, problems: [] })
  })

  it('are checked one by one', () => {
    expect(readSettings('x').problems).toEqual(['initializationOptions must be an object'])
    expect(readSettings({ rules: ['aws/*'], delay: -1, frameworks: [1], toString: 1 })).toEqual({
      settings: { rules: ['aws/*'] },
      problems: [
        'the setting "delay" must be milliseconds from 0 to 60000',
        'the setting "frameworks" must be a list of framework ids',
        'there is no setting "toString"',
      ],
    })
  })
})

describe('answers that need no keyboard', () => {
  const asking = (inputs: { readonly [name: string]: InputSpec }): Finding =>
    ({ rule: 'a/b', fix: { level: 'manual', title: 'Fix', inputs } }) as unknown as Finding
  const description = ''

  it('are both of a boolean, each of an enumeration, and defaults; all together', () => {
    const finding = asking({
      on: { type: 'boolean', description, default: false },
      mode: { type: 'enum', description, values: ['a', 'b'] },
      days: { type: 'number', description, default: 7 },
    })
    expect(asks(finding)).toBe(true)
    expect(obviousAnswers(finding)).toEqual([
      { on: false, mode: 'a', days: 7 },
      { on: false, mode: 'b', days: 7 },
      { on: true, mode: 'a', days: 7 },
      { on: true, mode: 'b', days: 7 },
    ])
    expect(inputsFor(finding, { days: 7 })).toEqual({ 'a/b:days': 7 })
    expect(shownAnswers({ on: true, mode: 'a' })).toBe('on = true, mode = "a"')
  })

  it('are none where one has to be typed, or where they are too many', () => {
    const typed = { type: 'cidr', description } as const
    const many = { type: 'enum', description, values: [1, 2, 3, 4, 5, 6, 7] } as const
    expect(obviousAnswers(asking({ on: { type: 'boolean', description }, net: typed }))).toEqual([])
    expect(obviousAnswers(asking({ many }))).toEqual([])
    expect(asks(asking({}))).toBe(false)
  })
})

describe('a comment that ignores', () => {
  it('begins as the format has it, and is one line with a reason', () => {
    expect(['a.tf', 'a.tofu', 'b/c.yml', 'x.ts', 'x.json', 'Dockerfile'].map(commentStart)).toEqual([
      ...['#', '#', '#', '//', undefined, undefined],
    ])
    expect(ignoreComment('#', 'a/b', ' two\r\n\u2028lines\0 ')).toBe('# regraft:ignore a/b -- two lines')
    expect(() => ignoreComment('#', 'a/b', '\n')).toThrow('An ignore needs a reason')
  })

  it('stands above a line or at its end, and changes no other', () => {
    const line = fc.constantFrom('', '  a = 1', '\t🔑', 'b # c')
    const ending = fc.constantFrom('\n', '\r\n')
    fc.assert(
      fc.property(fc.array(line, { minLength: 1 }), ending, fc.boolean(), fc.nat(), (lines, end, mark, n) => {
        const text = (mark ? '\ufeff' : '') + lines.join(end)
        const at = n % lines.length
        const [above, behind] = ignorePlaces(text, at + 1).map((place) => {
          const put = text.slice(0, place.at) + place.text('#!') + text.slice(place.at)
          return put.slice(mark ? 1 : 0).split(lines.length > 1 ? end : '\n')
        })
        const was = lines[at] ?? ''
        const indent = /^[ \t]*/.exec(was)?.[0] ?? ''
        expect(above).toEqual(lines.toSpliced(at, 0, `${indent}#!`))
        expect(behind).toEqual(lines.with(at, `${was} #!`))
      }),
      { numRuns: Number(process.env['FC_RUNS'] ?? 100) },
    )
    expect(ignorePlaces('a', 2)).toEqual([])
  })
})

describe('the schedule', () => {
  beforeEach(() => void vi.useFakeTimers())
  afterEach(() => void vi.useRealTimers())

  it('runs once things are quiet and forgets when disposed', async () => {
    const runs: string[] = []
    const schedule = new Schedule(async (key) => void runs.push(key))
    schedule.soon('a', 100)
    await vi.advanceTimersByTimeAsync(60)
    schedule.soon('a', 100)
    schedule.soon('b', 0)
    await vi.advanceTimersByTimeAsync(99)
    expect(runs).toEqual(['b'])
    await vi.advanceTimersByTimeAsync(1)
    expect(runs).toEqual(['b', 'a'])
    schedule.soon('a', 10)
    schedule.dispose()
    await vi.advanceTimersByTimeAsync(1000)
    expect(runs).toEqual(['b', 'a'])
  })
})
