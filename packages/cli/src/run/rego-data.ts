import { readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { isObject, type Json, type JsonObject, RegraftError, setMember } from '@regraft/model'
import { filesBelow, type Wanted } from './files-below.ts'

const names = ['data.json', 'data.yaml', 'data.yml']

/**
 * The documents of a folder of policies: each `data.json` or `data.yaml` at the path of its folder, as `opa build -b`
 * reads them. Throws RegraftError `POLICY_DATA`.
 */
export async function regoData(folder: string, name: string): Promise<JsonObject> {
  // Cases are what policies look at, not what they know.
  return dataBelow(folder, name, { takes: (file) => names.includes(file), skips: ['cases'] })
}

/**
 * What Conftest loads by `--data`: each JSON or YAML file of a folder at the path of its folder, whatever its name, or one
 * file. Throws RegraftError `POLICY_DATA`.
 */
export async function namedData(path: string, name: string): Promise<JsonObject> {
  const stats = await stat(path).catch((cause: unknown) => {
    throw new RegraftError('POLICY_DATA', `the data ${name} cannot be read`, {
      hint: 'Check the path: a file or folder of JSON or YAML.',
      cause,
    })
  })
  if (!stats.isDirectory()) return read(path, name)
  return dataBelow(path, name, { takes: (file) => /\.(?:json|ya?ml)$/.test(file) })
}

async function dataBelow(folder: string, name: string, wanted: Wanted): Promise<JsonObject> {
  const data: { [name: string]: Json } = {}
  for (const path of await filesBelow(folder, wanted)) {
    const shown = `${name.replace(/\/+$/, '')}/${path}`
    put(data, path.split('/').slice(0, -1), await read(join(folder, path), shown), shown)
  }
  return data
}

/** Several such documents as one. Throws RegraftError `POLICY_DATA` where two give one value. */
export function joinedData(
  parts: readonly { readonly data: JsonObject; readonly name: string }[],
): JsonObject {
  const all: { [name: string]: Json } = {}
  for (const { data, name } of parts) put(all, [], data, name)
  return all
}

async function read(path: string, shown: string): Promise<JsonObject> {
  const text = await readFile(path, 'utf8')
  let value: Json
  try {
    value = path.endsWith('.json') ? (JSON.parse(text) as Json) : await yaml(text)
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause)
    throw wrong(`${shown} cannot be read: ${why}`, 'Mend the file.')
  }
  if (!isObject(value)) throw wrong(`${shown} is not an object`, 'Documents need names: `{"allowed": […]}`.')
  return value
}

async function yaml(text: string): Promise<Json> {
  const { parse } = await import('yaml')
  return (parse(text, { stringKeys: true, maxAliasCount: 100 }) ?? {}) as Json
}

function put(
  tree: { [name: string]: Json },
  steps: readonly string[],
  value: JsonObject,
  shown: string,
): void {
  const [step, ...rest] = steps
  const entries = step === undefined ? Object.entries(value) : [[step, value] as const]
  for (const [key, member] of entries) {
    const known = Object.hasOwn(tree, key) ? tree[key] : undefined
    if (known !== undefined && !(isObject(known) && isObject(member)))
      throw wrong(`${shown} gives ${key} a second value`, 'Keep it in one file.')
    const inner = { ...(isObject(known) ? known : {}) }
    if (!isObject(member)) setMember(tree, key, member)
    else {
      put(inner, step === undefined ? [] : rest, member, shown)
      setMember(tree, key, inner)
    }
  }
}

function wrong(message: string, hint: string): RegraftError {
  return new RegraftError('POLICY_DATA', message, { hint })
}
