import { isList, isObject, type Json, type JsonObject, RegraftError } from '@regraft/model'
import { bundleData, jsonObject } from './data.ts'
import { gunzip } from './gunzip.ts'
import { requireRoots } from './roots.ts'
import { untar } from './tar.ts'

/** What an OPA bundle holds, as far as running its policies needs it. */
export interface Bundle {
  readonly wasm: Uint8Array
  readonly data: JsonObject
  readonly manifest: JsonObject
  /** Rego that was left beside the Wasm, by path: OPA's own command line keeps it, with its annotations. */
  readonly modules: readonly { readonly file: string; readonly text: string }[]
  /** Documents that the Wasm can be asked for, as the manifest lists them. */
  readonly entrypoints: readonly WasmEntrypoint[]
}

/** One of the manifest's `wasm` resolvers. */
interface WasmEntrypoint {
  /** `regraft/aws/s3_versioning/terraform/deny` */
  readonly path: string
  readonly annotations: readonly Json[]
}

/** The files of a bundle by path, without a `/` in front. Throws RegraftError `BUNDLE_INVALID` or `BUNDLE_TOO_LARGE`. */
export async function bundleFiles(packed: Uint8Array): Promise<Map<string, Uint8Array>> {
  return untar(await gunzip(packed))
}

/**
 * Reads the format OPA writes (`opa build -t wasm`): a gzip tar with `/policy.wasm`, `/data.json`, `/.manifest`.
 * Throws RegraftError `BUNDLE_INVALID` or `BUNDLE_TOO_LARGE`.
 */
export async function readBundle(packed: Uint8Array): Promise<Bundle> {
  const files = await bundleFiles(packed)
  const wasm = files.get('policy.wasm')
  if (wasm === undefined)
    throw new RegraftError('BUNDLE_INVALID', 'the policy bundle holds no /policy.wasm', {
      hint: 'Compile for Wasm: `opa build -t wasm -e …`, or `compilePolicies` of `@regraft/engine`.',
    })
  const manifest = jsonObject(files, '.manifest')
  const data = bundleData(files)
  const entrypoints = entrypointsOf(manifest)
  requireRoots(
    manifest,
    data,
    entrypoints.map(({ path }) => path),
  )
  return { wasm, data, manifest, modules: modulesOf(files), entrypoints }
}

function modulesOf(files: ReadonlyMap<string, Uint8Array>): Bundle['modules'] {
  return [...files]
    .filter(([file]) => file.endsWith('.rego'))
    .map(([file, bytes]) => ({ file, text: new TextDecoder().decode(bytes) }))
}

function entrypointsOf(manifest: JsonObject): WasmEntrypoint[] {
  const resolvers = manifest['wasm']
  if (!isList(resolvers)) return []
  return resolvers.flatMap((resolver) => {
    if (!isObject(resolver) || typeof resolver['entrypoint'] !== 'string') return []
    const annotations = resolver['annotations']
    return [{ path: resolver['entrypoint'], annotations: isList(annotations) ? annotations : [] }]
  })
}
