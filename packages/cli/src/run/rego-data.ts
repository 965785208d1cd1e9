import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { compareText, isObject, type Json, type JsonObject, RegraftError, setMember } from '@regraft/model'

const deepest = 32
const names = ['data.json', 'data.yaml', 'data.yml']
/** Their files are what policies look at, not what they know. */
const skipped = new Set(['cases', 'node_modules'])

/**
 * The documents of a folder of policies: each `data.json` or `data.yaml` at the path of its folder, as `opa build -b`
 * reads them. Throws RegraftError `POLICY_DATA`.
 */
export async function regoData(folder: string, name: string): Promise<JsonObject> {
  const data: { [name: string]: Json } = {}
  for (const path of (await dataPaths(folder, '', 0)).sort(compareText)) {
    const shown = `${name.replace(/\/+$/, '')}/${path}`
    const steps = path.split('/').slice(0, -1)
    put(data, steps, await read(join(folder, path), shown), shown)
  }
  return data
}

async function dataPaths(folder: string, below: string, depth: number): Promise<string[]> {
  if (depth > deepest) return []
  const out: string[] = []
  for (const entry of await readdir(join(folder, below), { withFileTypes: true })) {
    const path = below === '' ? entry.name : `${below}/${entry.name}`
    if (entry.isFile() && names.includes(entry.name)) out.push(path)
    else if (entry.isDirectory() && !entry.name.startsWith('.') && !skipped.has(entry.name))
      out.push(...(await dataPaths(folder, path, depth + 1)))
  }
  return out
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
