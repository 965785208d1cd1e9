import type { Json } from '@regraft/model'
import type { Compiled, LocalRego } from '../src/index.ts'

interface PolicyExports {
  opa_eval(
    reserved: number,
    entrypoint: number,
    data: number,
    input: number,
    inputLength: number,
    heap: number,
    format: number,
  ): number
  opa_malloc(size: number): number
  opa_value_parse(address: number, length: number): number
  opa_value_dump(address: number): number
  opa_json_parse(address: number, length: number): number
  opa_json_dump(address: number): number
  opa_heap_ptr_get(): number
  builtins(): number
  entrypoints(): number
}

/**
 * Runs one entrypoint of a compiled policy on OPA's Wasm ABI 1.2, with every host built-in answered by the toolchain.
 * Returns the result set (empty: undefined). Throws what the policy aborts with.
 */
export function runPolicy(
  rego: LocalRego,
  compiled: Compiled,
  entrypoint: string,
  data: Json,
  input: Json | undefined,
  time: string,
): readonly { readonly result: Json }[] {
  const memory = new WebAssembly.Memory({ initial: 8 })
  const text = (address: number): string => {
    const bytes = new Uint8Array(memory.buffer, address)
    return new TextDecoder().decode(bytes.subarray(0, bytes.indexOf(0)))
  }
  const put = (value: string): readonly [number, number] => {
    const bytes = new TextEncoder().encode(value)
    const address = policy.opa_malloc(bytes.length)
    new Uint8Array(memory.buffer, address, bytes.length).set(bytes)
    return [address, bytes.length]
  }
  const call = (id: number, _context: number, ...args: number[]): number => {
    const terms = args.map((address) => text(policy.opa_value_dump(address)))
    const answer = rego.builtinSync({ name: names.get(id) ?? '', terms, time })
    if (!answer.ok || !answer.value.defined) return 0
    return policy.opa_value_parse(...put(answer.value.term ?? ''))
  }
  const abort = (address: number): never => {
    throw new Error(text(address))
  }
  const builtins = Object.fromEntries([0, 1, 2, 3, 4].map((n) => [`opa_builtin${n}`, call]))
  const env = { memory, opa_abort: abort, opa_println: () => 0, ...builtins }
  const instance = new WebAssembly.Instance(new WebAssembly.Module(new Uint8Array(compiled.wasm)), { env })
  // The exports that OPA's ABI documents.
  const policy = instance.exports as unknown as PolicyExports
  const json = (address: number): { [name: string]: number } =>
    JSON.parse(text(policy.opa_json_dump(address)))
  const names = new Map(Object.entries(json(policy.builtins())).map(([name, id]) => [id, name]))
  const id = json(policy.entrypoints())[entrypoint]
  if (id === undefined) throw new Error(`no entrypoint ${entrypoint}`)
  const base = policy.opa_json_parse(...put(JSON.stringify(data)))
  const given = input === undefined ? ([0, 0] as const) : put(JSON.stringify(input))
  return JSON.parse(text(policy.opa_eval(0, id, base, ...given, policy.opa_heap_ptr_get(), 0)))
}
