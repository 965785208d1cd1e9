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
  const paths = [...new Set([...packages, ...leaves(data, [])])].sort(compareText)
  if (paths.includes('')) return ['']
  return paths.filter((path) => !paths.some((other) => other !== path && path.startsWith(`${other}/`)))
}

/** Paths of the documents that are no objects, or of what holds keys that a root cannot name. */
function leaves(value: Json, path: readonly string[]): string[] {
  if (!isObject(value) || Object.keys(value).some((key) => key === '' || key.includes('/')))
    return [path.join('/')]
  return Object.entries(value).flatMap(([key, member]) => leaves(member, [...path, key]))
}
