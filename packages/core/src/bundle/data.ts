import { isObject, type Json, type JsonObject, RegraftError, setMember } from '@regraft/model'

/** An object under construction. */
interface Tree {
  [name: string]: Json
}

/**
 * The base documents of a bundle: each `data.json` at the path of its folder, as OPA lays them out.
 * Throws RegraftError `BUNDLE_INVALID`.
 */
export function bundleData(files: ReadonlyMap<string, Uint8Array>): JsonObject {
  const root: Tree = {}
  const names = [...files.keys()].sort((a, b) => a.split('/').length - b.split('/').length)
  for (const name of names) {
    const steps = name.split('/')
    const base = steps.pop()
    if (base === 'data.yaml' || base === 'data.yml') throw yamlData(name)
    if (base !== 'data.json') continue
    mergeInto(folderOf(root, steps, name), jsonObject(files, name), name)
  }
  return root
}

/** A file of a bundle that holds a JSON object; `{}` where there is none. Throws RegraftError `BUNDLE_INVALID`. */
export function jsonObject(files: ReadonlyMap<string, Uint8Array>, name: string): JsonObject {
  const bytes = files.get(name)
  if (bytes === undefined) return {}
  let value: Json | undefined
  try {
    value = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)) as Json
  } catch (cause) {
    throw new RegraftError('BUNDLE_INVALID', `/${name} of the policy bundle is not JSON`, { cause })
  }
  if (!isObject(value))
    throw new RegraftError('BUNDLE_INVALID', `/${name} of the policy bundle is not a JSON object`)
  return value
}

function folderOf(root: Tree, steps: readonly string[], name: string): Tree {
  let at = root
  for (const step of steps) {
    if (!Object.hasOwn(at, step)) setMember(at, step, {})
    const next = at[step]
    if (!isObject(next)) throw clash(name)
    at = next as Tree // made here, or by JSON.parse
  }
  return at
}

function mergeInto(tree: Tree, value: JsonObject, name: string): void {
  for (const [key, member] of Object.entries(value)) {
    const known = Object.hasOwn(tree, key) ? tree[key] : undefined
    if (known === undefined) setMember(tree, key, member)
    else if (isObject(known) && isObject(member)) mergeInto(known as Tree, member, name)
    else throw clash(name)
  }
}

function clash(name: string): RegraftError {
  return new RegraftError('BUNDLE_INVALID', `/${name} of the policy bundle writes over other data`, {
    hint: 'Two data files give a value to one path: take one of them out.',
  })
}

function yamlData(name: string): RegraftError {
  return new RegraftError('BUNDLE_INVALID', `/${name} of the policy bundle is YAML, which is not read`, {
    hint: '`opa build` writes data as JSON.',
  })
}
