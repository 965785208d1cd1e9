import { PolicyFailure, StepsSpent } from './failure.ts'
import { type HostFunction, type HostScope, importsFor } from './host.ts'
import { WasmText } from './memory.ts'
import type { LoadedPolicy, LoadedPolicyClass, OpaExports } from './opa.ts'

/** Bounds of one evaluation, in the units the runtime counts in. */
export interface InstanceLimits {
  readonly steps: number
  readonly maximumPages: number
}

/**
 * Pages (64 KiB) a memory starts with, if the limit allows as many. Untouched ones cost nothing, while OPA grows its memory page
 * by page, at a fifth of a millisecond each.
 */
const initialPages = 4096
/** For work that is not a policy's: starting, and reading data and input. */
const unmetered = 0x7fffffff

const encoder = new TextEncoder()

/** An input as JSON: an object that is not closed yet, and another that follows in it. */
export interface InputText {
  readonly address: string
  readonly members: string
}

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
  #running: Running

  /** `data`: base documents as JSON text. */
  constructor(module: WebAssembly.Module, sdk: LoadedPolicyClass, limits: InstanceLimits, data: string) {
    this.#module = module
    this.#sdk = sdk
    this.#limits = limits
    this.#data = bytesOf(data)
    this.#running = this.#start(freshMemory(limits))
  }

  get entrypoints(): { readonly [path: string]: number } {
    return this.#running.policy.entrypoints
  }

  /** Host functions that the module calls: their names and the numbers it calls them by. */
  get builtins(): { readonly [name: string]: number } {
    const { exports, text } = this.#running
    return JSON.parse(text.read(exports.opa_json_dump(exports.builtins())))
  }

  /** Gives the host functions, by number. Before that the module can only be asked what it needs. */
  provide(functions: readonly HostFunction[]): void {
    this.#functions = functions
  }

  /** Replaces the base documents (JSON text) for the evaluations to come. Throws PolicyFailure, and keeps the old. */
  setData(json: string): void {
    const before = this.#data
    this.#data = bytesOf(json)
    try {
      loadData(this.#running, this.#data)
    } catch (cause) {
      this.#data = before
      throw this.#restart(cause)
    }
  }

  /**
   * The result set as JSON text: `[{"result":…}]`, or `[]` when undefined. Throws PolicyFailure.
   * A result that is `usual`, which is text of an answer and a NUL, is not even read: undefined.
   */
  evaluate(entrypoint: number, input: InputText, usual: Uint8Array): string | undefined {
    const { exports, text, policy } = this.#running
    try {
      exports.opa_heap_ptr_set(policy.dataHeapPtr)
      exports.regraft_steps.value = unmetered
      const { address, size } = text.writeJoined(input.address, input.members)
      const value = exports.opa_json_parse(address, size)
      if (value === 0) throw new PolicyFailure('error', 'the input is no JSON that OPA reads')
      exports.regraft_steps.value = this.#limits.steps
      const context = exports.opa_eval_ctx_new()
      exports.opa_eval_ctx_set_input(context, value)
      exports.opa_eval_ctx_set_data(context, policy.dataAddr)
      exports.opa_eval_ctx_set_entrypoint(context, entrypoint)
      exports.eval(context)
      const result = exports.opa_json_dump(exports.opa_eval_ctx_get_result(context))
      return text.holds(result, usual) ? undefined : text.read(result)
    } catch (cause) {
      throw this.#restart(cause)
    }
  }

  /** Starts afresh after a failure, and says what it was. */
  #restart(cause: unknown): PolicyFailure {
    const { exports, memory, policy } = this.#running
    const failure = failureOf(cause, exports)
    // The module finds its own part of the memory as if it were new; the heap needs no wiping. Another memory would double
    // what the process holds until the first is collected.
    new Uint8Array(memory.buffer, 0, policy.dataHeapPtr).fill(0)
    this.#running = this.#start(memory)
    return failure
  }

  #start(memory: WebAssembly.Memory): Running {
    let scope: HostScope | undefined
    const imports = importsFor(
      memory,
      () => scope,
      () => this.#functions,
    )
    const instance = new WebAssembly.Instance(this.#module, imports)
    // A module without these exports fails in the first call below; `loadPolicySet` reports that.
    const exports = instance.exports as unknown as OpaExports
    exports.regraft_steps.value = unmetered
    const text = new WasmText(memory, exports)
    scope = { text, exports }
    const policy = new this.#sdk({ instance }, memory, exports.opa_wasm_abi_minor_version.value as number)
    const running = { memory, exports, text, policy }
    loadData(running, this.#data)
    return running
  }
}

/** A started module and what it works on. */
interface Running {
  readonly memory: WebAssembly.Memory
  readonly exports: OpaExports
  readonly text: WasmText
  readonly policy: LoadedPolicy
}

function loadData({ exports, policy }: Running, data: ArrayBuffer): void {
  exports.regraft_steps.value = unmetered
  policy.setData(data)
}

function freshMemory({ maximumPages: maximum }: InstanceLimits): WebAssembly.Memory {
  return new WebAssembly.Memory({ initial: Math.min(initialPages, maximum), maximum })
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
  // V8, SpiderMonkey and JavaScriptCore say `call stack` or `recursion`; other ranges are lengths of texts and lists.
  if (cause instanceof RangeError && !/call stack|recursion/i.test(cause.message))
    return new PolicyFailure('memory', 'it makes a text or list that is too long', { cause })
  if (cause instanceof RangeError)
    return new PolicyFailure('stack', 'it nests deeper than the stack holds', { cause })
  // The SDK throws texts.
  const message = cause instanceof Error ? cause.message : String(cause)
  return new PolicyFailure('error', message, { cause })
}
