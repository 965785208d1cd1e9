import { isList, isObject, type Json, type JsonObject, RegraftError } from '@regraft/model'
import { gunzip } from './gunzip.ts'
import { untar } from './tar.ts'

/** What an OPA bundle holds, as far as running its policies needs it. */
export interface Bundle {
  readonly wasm: Uint8Array
  readonly data: JsonObject
  readonly manifest: JsonObject
  /** Documents that the Wasm can be asked for, as the manifest lists them. */
  readonly entrypoints: readonly WasmEntrypoint[]
}

/** One of the manifest's `wasm` resolvers. */
interface WasmEntrypoint {
  /** `regraft/aws/s3_versioning/terraform/deny` */
  readonly path: string
  readonly annotations: readonly Json[]
}

/**
 * Reads the format OPA writes (`opa build -t wasm`): a gzip tar with `/policy.wasm`, `/data.json`, `/.manifest`.
 * Throws RegraftError `BUNDLE_INVALID` or `BUNDLE_TOO_LARGE`.
 */
export async function readBundle(packed: Uint8Array): Promise<Bundle> {
  const files = untar(await gunzip(packed))
  const wasm = files.get('policy.wasm')
  if (wasm === undefined)
    throw new RegraftError('BUNDLE_INVALID', 'the policy bundle holds no /policy.wasm', {
      hint: 'Compile for Wasm: `opa build -t wasm -e …`, or `compilePolicies` of `@regraft/engine`.',
    })
  const manifest = jsonFile(files, '.manifest')
  return { wasm, data: jsonFile(files, 'data.json'), manifest, entrypoints: entrypointsOf(manifest) }
}

function jsonFile(files: ReadonlyMap<string, Uint8Array>, name: string): JsonObject {
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

function entrypointsOf(manifest: JsonObject): WasmEntrypoint[] {
  const resolvers = manifest['wasm']
  if (!isList(resolvers)) return []
  return resolvers.flatMap((resolver) => {
    if (!isObject(resolver) || typeof resolver['entrypoint'] !== 'string') return []
    const annotations = resolver['annotations']
    return [{ path: resolver['entrypoint'], annotations: isList(annotations) ? annotations : [] }]
  })
}
