import { applyEdits, equalJson, type Json } from '@regraft/model'
import { expect } from 'vitest'
import { parseAllDocuments } from 'yaml'
import { type DocumentOp, type YamlDocument, type YamlNode, yamlSyntax } from '../src/index.ts'
import { applied } from './yaml-model.ts'

/** Values as the library reads them; undefined where it rejects the text. Independent of our tree. */
export function oracle(text: string): readonly Json[] | undefined {
  // It rejects some texts for their byte order mark alone.
  const documents = parseAllDocuments(text.replace(/^\ufeff/, ''), {
    merge: true,
    logLevel: 'silent',
    uniqueKeys: false,
  })
  if (!Array.isArray(documents)) return []
  if (documents.some(({ errors }) => errors.length > 0)) return undefined
  try {
    // Through JSON: a value that holds itself is none.
    const values: Json[] = documents.map((document) =>
      JSON.parse(JSON.stringify(document.toJS({ maxAliasCount: -1 }) ?? null)),
    )
    // It gives a block scalar that the end of the text cuts off a line break that libyaml does not.
    if (!text.endsWith('\n') && endsInBlockScalar(text)) return valuesOf(yamlSyntax.parse(text))
    return values
  } catch {
    // An alias without its anchor is found only now.
    return undefined
  }
}

export function valuesOf(document: YamlDocument): readonly Json[] {
  return document.parts.map(({ value }) => value)
}

/** What happened: the code of a refusal, or how many edits were made. */
export type Outcome = string | number

/** Holds one operation on one text to every law; returns what happened. */
export function holdLaws(text: string, op: DocumentOp): Outcome {
  const before = yamlSyntax.parse(text)
  const edits = before.edits(op)
  if (!edits.ok) return edits.error.code
  const after = applyEdits(text, edits.value)
  const document = yamlSyntax.parse(after, { previous: before })
  const why = (): string => JSON.stringify({ text, op, after }, null, 1)
  expect(
    document.diagnostics.filter(({ severity }) => severity === 'error'),
    why(),
  ).toEqual([])
  const wanted = applied(valuesOf(before), op)
  if (!equalJson(valuesOf(document), wanted))
    expect.fail(`values differ: ${JSON.stringify(valuesOf(document))}\n${why()}`)
  const seen = oracle(after)
  if (seen === undefined || !equalJson(seen, valuesOf(document)))
    expect.fail(`the oracle sees ${JSON.stringify(seen)}\n${why()}`)
  if (valuesOf(yamlSyntax.parse(after)).length !== wanted.length) expect.fail(why())
  if (op.op === 'put') {
    const again = document.edits(op)
    expect(again, why()).toEqual({ ok: true, value: [] })
    keepsComments(before, document, op, why)
  }
  keepsLineBreaks(text, after, why)
  return edits.value.length
}

/** A put loses no comment but those inside the value that it replaces. */
function keepsComments(before: YamlDocument, after: YamlDocument, op: DocumentOp, why: () => string): void {
  const path = op.op === 'put' ? op.path : []
  const value = before.range(path)
  // From the key or dash on: comments between it and the value go with the value, those above it with its first entry.
  const from = before.text
    .slice(0, before.range(path, 'node')?.start)
    .replace(/(?:[ \t]*#.*\r?\n)*[ \t]*$/, '')
  const inside = value && { start: from.length, end: value.end }
  const line = inside === undefined ? 0 : lineEnd(before.text, inside.end)
  const left = after.comments.map(({ text }) => text)
  const mayGo: string[] = []
  for (const { range, text } of before.comments) {
    if (inside !== undefined && range.start >= inside.start && range.end <= line) {
      mayGo.push(text)
      continue
    }
    const at = left.indexOf(text)
    if (at >= 0) left.splice(at, 1)
    else expect.fail(`lost ${text}\n${why()}`)
  }
  for (const text of left) if (!mayGo.includes(text)) expect.fail(`new comment ${text}\n${why()}`)
}

function lineEnd(text: string, at: number): number {
  const lf = text.indexOf('\n', at)
  return lf < 0 ? text.length : lf
}

function keepsLineBreaks(text: string, after: string, why: () => string): void {
  const lone = /(?<!\r)\n/
  if (text.includes('\r\n') && !lone.test(text) && lone.test(after)) expect.fail(`lone LF\n${why()}`)
  if (!text.includes('\r\n') && after.includes('\r\n')) expect.fail(`CRLF\n${why()}`)
  expect(after.startsWith('\ufeff'), why()).toBe(text.startsWith('\ufeff'))
  if (text === '' || after === '' || after.endsWith('\n') === text.endsWith('\n')) return
  // A block scalar that comes last keeps its own line break.
  if (!after.endsWith('\n') || !endsInBlockStyle(after)) expect.fail(`final line break\n${why()}`)
}

function endsInBlockScalar(text: string): boolean {
  const values = JSON.stringify(valuesOf(yamlSyntax.parse(text)))
  return values !== JSON.stringify(valuesOf(yamlSyntax.parse(`${text}\n`)))
}

function endsInBlockStyle(text: string): boolean {
  let node: YamlNode | undefined = yamlSyntax.parse(text).parts.at(-1)?.root
  while (node?.kind === 'map' || node?.kind === 'seq')
    node = node.kind === 'map' ? node.entries.at(-1)?.value : node.items.at(-1)?.value
  return node?.kind === 'scalar' && node.style === 'block'
}
