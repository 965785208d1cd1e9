import { bundleFiles } from '@regraft/core'
import { compilePolicies, type PolicySources } from '@regraft/engine'
import { canonicalJson, compareText, isObject, type Json, type JsonObject } from '@regraft/model'
import type { Rego } from '@regraft/rego'
import { packBundle } from './archive.ts'

export interface BuildOptions {
  /** What the manifest calls this bundle. */
  readonly revision?: string
}

/**
 * Compiles policies into an OPA bundle: `/.manifest`, `/data.json`, `/policy.wasm`. Its roots are the packages of the
 * rules and the documents of the data, so that OPA loads it beside other bundles. The same policies give the same
 * bytes. Throws RegraftError `POLICY_COMPILE`, `POLICY_METADATA`, `POLICY_DATA`.
 */
export async function buildBundle(
  rego: Rego,
  sources: readonly PolicySources[],
  options: BuildOptions = {},
): Promise<Uint8Array> {
  const files = await bundleFiles(await compilePolicies(rego, sources, options))
  const manifest = parsed(files.get('.manifest'))
  const roots = rootsOf(manifest, parsed(files.get('data.json')))
  const text = `${canonicalJson({ ...manifest, roots })}\n`
  files.set('.manifest', new TextEncoder().encode(text))
  return packBundle(new Map([...files].sort(([a], [b]) => compareText(a, b))))
}

function parsed(bytes: Uint8Array | undefined): JsonObject {
  const value = bytes === undefined ? {} : (JSON.parse(new TextDecoder().decode(bytes)) as Json)
  return isObject(value) ? value : {}
}

/** The fewest paths that hold all entrypoints' packages and all data. */
function rootsOf(manifest: JsonObject, data: JsonObject): string[] {
  const resolvers = Array.isArray(manifest['wasm']) ? (manifest['wasm'] as JsonObject[]) : [] // as OPA writes it
  const packages = resolvers.map(({ entrypoint }) => String(entrypoint).split('/').slice(0, -1).join('/'))
  const paths = [...new Set([...packages, ...holders(data, [])])].sort(compareText)
  if (paths.includes('')) return ['']
  return paths.filter((path) => !paths.some((other) => other !== path && path.startsWith(`${other}/`)))
}

/** Paths of the objects that hold something else than objects, or keys that a root cannot name. */
function holders(data: JsonObject, path: readonly string[]): string[] {
  const members = Object.entries(data)
  if (members.length === 0 && path.length === 0) return []
  const below = members.flatMap(([key, member]) =>
    isObject(member) && key !== '' && !key.includes('/') ? [[key, member] as const] : [],
  )
  if (members.length === 0 || below.length < members.length) return [path.join('/')]
  return below.flatMap(([key, member]) => holders(member, [...path, key]))
}
