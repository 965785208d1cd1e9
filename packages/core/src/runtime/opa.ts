import { RegraftError } from '@regraft/model'

/** What a Wasm module of OPA exports. ABI 1.3: https://www.openpolicyagent.org/docs/wasm */
export interface OpaExports {
  readonly opa_malloc: (size: number) => number
  readonly opa_json_parse: (address: number, size: number) => number
  readonly opa_json_dump: (value: number) => number
  readonly opa_value_parse: (address: number, size: number) => number
  readonly opa_value_dump: (value: number) => number
  readonly opa_heap_ptr_get: () => number
  readonly opa_heap_ptr_set: (address: number) => void
  readonly opa_eval_ctx_new: () => number
  readonly opa_eval_ctx_set_input: (context: number, value: number) => void
  readonly opa_eval_ctx_set_data: (context: number, value: number) => void
  readonly opa_eval_ctx_set_entrypoint: (context: number, entrypoint: number) => void
  readonly opa_eval_ctx_get_result: (context: number) => number
  readonly eval: (context: number) => number
  readonly builtins: () => number
  readonly entrypoints: () => number
  readonly opa_wasm_abi_version: WebAssembly.Global
  readonly opa_wasm_abi_minor_version: WebAssembly.Global
  readonly regraft_steps: WebAssembly.Global
}

/** Entrypoints, data and heap of one instance, as `@open-policy-agent/opa-wasm` keeps them. */
export interface LoadedPolicy {
  readonly entrypoints: { readonly [path: string]: number }
  readonly dataAddr: number
  /** Where the heap of one evaluation begins: behind the data. */
  readonly dataHeapPtr: number
  /** JSON text as bytes. */
  setData(json: ArrayBuffer): void
}

export type LoadedPolicyClass = new (
  policy: { readonly instance: WebAssembly.Instance },
  memory: WebAssembly.Memory,
  minorVersion: number,
) => LoadedPolicy

/** Where bundlers and Node put a CommonJS module's exports: itself, its default, or the default of that. */
interface SdkModule {
  readonly LoadedPolicy?: LoadedPolicyClass
  readonly default?: SdkModule
}

/** Loads the SDK. Its ESM entry has the class under `default` only, which its types do not say. */
export async function loadSdk(): Promise<LoadedPolicyClass> {
  const sdk: unknown = await import('@open-policy-agent/opa-wasm')
  for (let at = sdk as SdkModule | undefined; at; at = at.default) if (at.LoadedPolicy) return at.LoadedPolicy
  throw new RegraftError('SDK_MISSING', 'The OPA SDK has no LoadedPolicy', {
    hint: 'Report this: the package was built wrongly.',
  })
}
