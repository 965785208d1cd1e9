import type { Json, JsonObject, Path } from '@regraft/model'
import { isObject } from '@regraft/model'
import type { Document } from '@regraft/syntax'
import { hclSyntax } from '@regraft/syntax/hcl'
import type { Declaration, FileFacts, Mutable } from './facts.ts'
import { emptyFacts } from './facts.ts'
import { JsonBody, objects } from './json-body.ts'
import type { Body, Expr } from './source.ts'

interface Labelled {
  readonly labels: readonly string[]
  readonly value: JsonObject
  readonly path: Path
}

/** What a file in JSON syntax declares; `sets`: its members are values of variables. */
export function jsonFacts(file: string, document: Document, sets: boolean): FileFacts {
  const facts = emptyFacts(file)
  const root = parsed(document.text)
  if (!isObject(root)) return facts
  if (sets) {
    for (const [name, value] of Object.entries(root))
      facts.settings.push({
        name,
        expr: { syntax: 'json', value, plain: true },
        place: { file, path: [name] },
      })
    return facts
  }
  for (const kind of Object.keys(root)) {
    if (kind === '//') continue
    for (const block of labelled(root[kind] as Json, labelCount(kind), [kind]))
      addBlock(facts, kind, block, new JsonBody(block.value, { file, path: block.path }))
  }
  return facts
}

function addBlock(facts: Mutable<FileFacts>, kind: string, block: Labelled, body: Body): void {
  const { file } = facts
  const [first = '', second = ''] = block.labels
  if (kind === 'resource') facts.resources.push({ type: first, name: second, body })
  else if (kind === 'data') facts.data.push({ type: first, name: second, body })
  else if (kind === 'variable')
    facts.variables.push({
      ...declared(first, 'default', block, file, true),
      type: typeExpression(block.value['type']),
      nullable: block.value['nullable'] !== false,
    })
  else if (kind === 'locals')
    for (const name of Object.keys(block.value)) facts.locals.push(declared(name, name, block, file))
  else if (kind === 'output') facts.outputs.push(declared(first, 'value', block, file))
  else if (kind === 'module') facts.calls.push({ name: first, source: plain(block.value['source']), body })
  else facts.others.push({ address: [kind, ...block.labels].join('.'), body })
}

/** In JSON syntax a type is a string that holds the expression. */
function typeExpression(value: Json | undefined): Expr | undefined {
  if (typeof value !== 'string') return undefined
  const { body, text } = hclSyntax.parse(`type = ${value}\n`)
  const item = body.items[0]
  return item?.kind === 'attribute' ? { syntax: 'hcl', node: item.value, text } : undefined
}

/** The syntax has already refused what does not parse and what is too deep. */
function parsed(text: string): Json | undefined {
  try {
    return JSON.parse(text.startsWith('\ufeff') ? text.slice(1) : text) as Json
  } catch {
    return undefined
  }
}

function labelCount(kind: string): number {
  if (kind === 'resource' || kind === 'data' || kind === 'ephemeral') return 2
  return kind === 'locals' || kind === 'terraform' ? 0 : 1
}

/** Blocks under so many levels of labels; every level may be an object or a list of objects. */
function labelled(value: Json, labels: number, path: Path): readonly Labelled[] {
  return objects(value, path).flatMap((found) =>
    labels === 0
      ? [{ labels: [], value: found.value, path: found.path }]
      : Object.keys(found.value)
          .filter((label) => label !== '//')
          .flatMap((label) =>
            labelled(found.value[label] as Json, labels - 1, [...found.path, label]).map((block) => ({
              ...block,
              labels: [label, ...block.labels],
            })),
          ),
  )
}

function declared(name: string, member: string, block: Labelled, file: string, plain = false): Declaration {
  const value = Object.hasOwn(block.value, member) ? block.value[member] : undefined
  return {
    name,
    expr: value === undefined ? undefined : { syntax: 'json', value, ...(plain ? { plain } : {}) },
    place: { file, path: [...block.path, member] },
  }
}

function plain(value: Json | undefined): string | undefined {
  return typeof value === 'string' && !/[$%]\{/.test(value) ? value : undefined
}
