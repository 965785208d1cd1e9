import { PolicyFailure, StepsSpent } from './failure.ts'
import { type HostFunction, type HostScope, importsFor } from './host.ts'
import { WasmText } from './memory.ts'
import type { LoadedPolicy, LoadedPolicyClass, OpaExports } from './opa.ts'

/** Bounds of one evaluation, in the units the runtime counts in. */
export interface InstanceLimits {
  readonly steps: number
  readonly maximumPages: number
}

/** Pages (64 KiB) a memory starts with. Untouched ones cost nothing; growing one by one costs a lot. */
const initialPages = 512
/** A memory that grew past this is dropped after a failure rather than wiped. */
const reusableBytes = 64 * 1024 * 1024
/** For work that is not a policy's: starting, and reading data. */
const unmetered = 0x7fffffff

const encoder = new TextEncoder()

/**
 * One policy module at work: parses an input into Wasm memory, evaluates an entrypoint, reads the result, and sets the
 * heap back. After a failure it starts afresh, so an evaluation never sees what another left behind.
 */
export class PolicyInstance {
  readonly #module: WebAssembly.Module
  readonly #sdk: LoadedPolicyClass
  readonly #limits: InstanceLimits
  #functions: readonly HostFunction[] = []
  #data: ArrayBuffer
  #memory: WebAssembly.Memory | undefined
  #scope!: HostScope
  #policy!: LoadedPolicy

  /** `data`: base documents as JSON text. */
  constructor(module: WebAssembly.Module, sdk: LoadedPolicyClass, limits: InstanceLimits, data: string) {
    this.#module = module
    this.#sdk = sdk
    this.#limits = limits
    this.#data = bytesOf(data)
    this.#start()
  }

  get entrypoints(): { readonly [path: string]: number } {
    return this.#policy.entrypoints
  }

  /** Host functions that the module calls: their names and the numbers it calls them by. */
  get builtins(): { readonly [name: string]: number } {
    const { exports, text } = this.#scope
    return JSON.parse(text.read(exports.opa_json_dump(exports.builtins())))
  }

  /** Gives the host functions, by number. Before that the module can only be asked what it needs. */
  provide(functions: readonly HostFunction[]): void {
    this.#functions = functions
    this.#scope = { ...this.#scope, functions }
  }

  /** Replaces the base documents (JSON text) for the evaluations to come. Throws PolicyFailure, and keeps the old. */
  setData(json: string): void {
    const before = this.#data
    this.#data = bytesOf(json)
    try {
      this.#loadData()
    } catch (cause) {
      const failure = failureOf(cause, this.#scope.exports)
      this.#data = before
      this.#start()
      throw failure
    }
  }

  /**
   * The result set as JSON text: `[{"result":…}]`, or `[]` when undefined. Throws PolicyFailure.
   * A result that is `usual`, which is text of an answer and a NUL, is not even read: undefined.
   */
  evaluate(entrypoint: number, input: string, usual: Uint8Array): string | undefined {
    try {
      const { exports, text } = this.#scope
      exports.opa_heap_ptr_set(this.#policy.dataHeapPtr)
      exports.regraft_steps.value = this.#limits.steps
      const { address, size } = text.write(input)
      const value = exports.opa_json_parse(address, size)
      if (value === 0) throw new PolicyFailure('error', 'the input is no JSON that OPA reads')
      const context = exports.opa_eval_ctx_new()
      exports.opa_eval_ctx_set_input(context, value)
      exports.opa_eval_ctx_set_data(context, this.#policy.dataAddr)
      exports.opa_eval_ctx_set_entrypoint(context, entrypoint)
      exports.eval(context)
      const result = exports.opa_json_dump(exports.opa_eval_ctx_get_result(context))
      return text.holds(result, usual) ? undefined : text.read(result)
    } catch (cause) {
      const failure = failureOf(cause, this.#scope.exports)
      this.#start()
      throw failure
    }
  }

  #start(): void {
    const memory = this.#freshMemory()
    const instance = new WebAssembly.Instance(
      this.#module,
      importsFor(memory, () => this.#scope),
    )
    // A module without these exports fails in the first call below; `loadPolicySet` reports that.
    const exports = instance.exports as unknown as OpaExports
    exports.regraft_steps.value = unmetered
    const text = new WasmText(memory, exports)
    this.#scope = { text, exports, functions: this.#functions }
    this.#policy = new this.#sdk({ instance }, memory, exports.opa_wasm_abi_minor_version.value as number)
    this.#loadData()
  }

  #loadData(): void {
    this.#scope.exports.regraft_steps.value = unmetered
    this.#policy.setData(this.#data)
  }

  /** A wiped memory: the old one if it is small, since address space for memories is scarce. */
  #freshMemory(): WebAssembly.Memory {
    const old = this.#memory
    if (old !== undefined && old.buffer.byteLength <= reusableBytes) {
      new Uint8Array(old.buffer).fill(0)
      return old
    }
    const maximum = this.#limits.maximumPages
    const initial = Math.min(initialPages, maximum)
    this.#memory = new WebAssembly.Memory({ initial, maximum })
    return this.#memory
  }
}

function bytesOf(json: string): ArrayBuffer {
  return encoder.encode(json).buffer
}

/** Says what ended an evaluation. Wasm traps carry no reason: a spent counter tells which one was ours. */
function failureOf(cause: unknown, exports: OpaExports): PolicyFailure {
  if (cause instanceof PolicyFailure) return cause
  const spent = cause instanceof WebAssembly.RuntimeError && (exports.regraft_steps.value as number) === 0
  if (spent || cause instanceof StepsSpent)
    return new PolicyFailure('steps', 'it used up its steps', { cause })
  if (cause instanceof RangeError)
    return new PolicyFailure('stack', 'it nests deeper than the stack holds', { cause })
  // The SDK throws texts.
  const message = cause instanceof Error ? cause.message : String(cause)
  return new PolicyFailure('error', message, { cause })
}
