import { readBundle } from '../../src/bundle/bundle.ts'
import { meter } from '../../src/meter/meter.ts'
import { PolicyFailure } from '../../src/runtime/failure.ts'
import { type HostFunction, type HostScope, importsFor } from '../../src/runtime/host.ts'
import { WasmText } from '../../src/runtime/memory.ts'
import type { OpaExports } from '../../src/runtime/opa.ts'
import { type Bridge, provide } from '../../src/runtime/provide.ts'
import { parseTerm } from '../../src/value/parse.ts'
import type { RegoValue } from '../../src/value/value.ts'

/** A policy asked in Rego notation, so that sets in inputs and results stay sets. */
export interface RawPolicy {
  /** The result set: one object `{"result": …}`, or none. */
  ask(entrypoint: string, input: string | undefined): RegoValue
}

export async function loadRaw(packed: Uint8Array, bridge: Bridge | undefined): Promise<RawPolicy> {
  const bundle = await readBundle(packed)
  const module = await WebAssembly.compile(meter(bundle.wasm))
  const fresh = (functions: readonly HostFunction[]): HostScope => {
    const memory = new WebAssembly.Memory({ initial: 256, maximum: 4096 })
    let scope: HostScope | undefined
    const imports = importsFor(
      memory,
      () => scope,
      () => functions,
    )
    const exports = new WebAssembly.Instance(module, imports).exports as unknown as OpaExports
    scope = { exports, text: new WasmText(memory, exports) }
    return scope
  }
  const json = (scope: HostScope, address: number): { [name: string]: number } =>
    JSON.parse(scope.text.read(scope.exports.opa_json_dump(address)))
  const first = fresh([])
  const functions = await provide(json(first, first.exports.builtins()), {}, bridge)
  const entrypoints = json(first, first.exports.entrypoints())
  const data = JSON.stringify(bundle.data)
  let state: { scope: HostScope; data: number; heap: number } | undefined
  const start = (): { scope: HostScope; data: number; heap: number } => {
    const scope = fresh(functions)
    const { address, size } = scope.text.write(data)
    const value = scope.exports.opa_json_parse(address, size)
    return { scope, data: value, heap: scope.exports.opa_heap_ptr_get() }
  }
  const ask = (entrypoint: number, input: string | undefined): RegoValue => {
    state ??= start()
    const { exports, text } = state.scope
    exports.opa_heap_ptr_set(state.heap)
    exports.regraft_steps.value = 50_000_000
    const context = exports.opa_eval_ctx_new()
    if (input !== undefined) {
      const { address, size } = text.write(input)
      exports.opa_eval_ctx_set_input(context, exports.opa_value_parse(address, size))
    }
    exports.opa_eval_ctx_set_data(context, state.data)
    exports.opa_eval_ctx_set_entrypoint(context, entrypoint)
    exports.eval(context)
    return parseTerm(text.read(exports.opa_value_dump(exports.opa_eval_ctx_get_result(context))))
  }
  return {
    ask(entrypoint, input) {
      const number = entrypoints[entrypoint]
      if (number === undefined) throw new PolicyFailure('error', `no entrypoint ${entrypoint}`)
      try {
        return ask(number, input)
      } catch (failure) {
        state = undefined
        throw failure
      }
    },
  }
}
