import type { Json, JsonObject, Path } from '@regraft/model'
import { isObject } from '@regraft/model'
import type { Document } from '@regraft/syntax'
import type { Declaration, FileFacts, ModuleCall, ResourceBlock } from './facts.ts'
import { noFacts } from './facts.ts'
import { fileKind } from './files.ts'
import { JsonBody, objects } from './json-body.ts'
import type { Body } from './source.ts'

interface Labelled {
  readonly labels: readonly string[]
  readonly value: JsonObject
  readonly path: Path
}

/** What a file in JSON syntax declares. */
export function jsonFacts(file: string, document: Document): FileFacts {
  const root = parsed(document.text)
  if (!isObject(root)) return { file, ...noFacts }
  if (fileKind(file) === 'variables') return { file, ...noFacts, settings: new Set(Object.keys(root)) }
  const resources: ResourceBlock[] = []
  const variables: Declaration[] = []
  const locals: Declaration[] = []
  const calls: ModuleCall[] = []
  const others: { address: string; body: Body }[] = []
  for (const kind of Object.keys(root)) {
    if (kind === '//') continue
    for (const block of labelled(root[kind] as Json, labelCount(kind), [kind])) {
      const body = new JsonBody(block.value, { file, path: block.path })
      const [first = '', second = ''] = block.labels
      if (kind === 'resource') resources.push({ type: first, name: second, body })
      else if (kind === 'variable') variables.push(declared(first, 'default', block, file))
      else if (kind === 'locals')
        for (const name of Object.keys(block.value)) locals.push(declared(name, name, block, file))
      else if (kind === 'module') calls.push({ name: first, source: plain(block.value['source']), body })
      else others.push({ address: [kind, ...block.labels].join('.'), body })
    }
  }
  return { ...noFacts, file, resources, variables, locals, calls, others }
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

function declared(name: string, member: string, block: Labelled, file: string): Declaration {
  const value = Object.hasOwn(block.value, member) ? block.value[member] : undefined
  return {
    name,
    expr: value === undefined ? undefined : { syntax: 'json', value },
    place: { file, path: [...block.path, member] },
  }
}

function plain(value: Json | undefined): string | undefined {
  return typeof value === 'string' && !/[$%]\{/.test(value) ? value : undefined
}
