import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { isObject, type Json, type JsonObject, RegraftError, setMember } from '@regraft/model'
import { filesBelow } from './files-below.ts'

const names = ['data.json', 'data.yaml', 'data.yml']

/**
 * The documents of a folder of policies: each `data.json` or `data.yaml` at the path of its folder, as `opa build -b`
 * reads them. Throws RegraftError `POLICY_DATA`.
 */
export async function regoData(folder: string, name: string): Promise<JsonObject> {
  const data: { [name: string]: Json } = {}
  // Cases are what policies look at, not what they know.
  const paths = await filesBelow(folder, { takes: (file) => names.includes(file), skips: ['cases'] })
  for (const path of paths) {
    const shown = `${name.replace(/\/+$/, '')}/${path}`
    const steps = path.split('/').slice(0, -1)
    put(data, steps, await read(join(folder, path), shown), shown)
  }
  return data
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
