import { beginWork, endWork } from '../builtins/work.ts'
import { PolicyFailure, StepsSpent } from './failure.ts'
import type { WasmText } from './memory.ts'
import type { OpaExports } from './opa.ts'

/** A built-in over values in Rego notation; undefined: the call is undefined, as when OPA reports a built-in error. */
export type HostFunction = (terms: readonly string[]) => string | undefined

/** What host functions need of a running instance. */
export interface HostScope {
  readonly text: WasmText
  readonly exports: OpaExports
}

/** Characters of arguments and result that cost one step, so that a loop over a costly built-in ends as well. */
const charactersPerStep = 8

/** The imports of a policy module. Both are asked on each call: the instance and its functions exist only afterwards. */
export function importsFor(
  memory: WebAssembly.Memory,
  scope: () => HostScope | undefined,
  functions: () => readonly HostFunction[],
): WebAssembly.Imports {
  const call = (id: number, _context: number, ...args: readonly number[]): number => {
    const running = scope()
    return running === undefined ? 0 : callHost(running, functions()[id], args)
  }
  return {
    env: {
      memory,
      opa_abort: (address: number): never => {
        const message = scope()?.text.read(address) ?? 'the module gave up while it started'
        throw new PolicyFailure(message === 'opa_malloc: failed' ? 'memory' : 'error', message)
      },
      opa_println: (): void => {},
      opa_builtin0: call,
      opa_builtin1: call,
      opa_builtin2: call,
      opa_builtin3: call,
      opa_builtin4: call,
    },
  }
}

function callHost(
  { text, exports }: HostScope,
  called: HostFunction | undefined,
  args: readonly number[],
): number {
  const terms = args.map((address) => text.read(exports.opa_value_dump(address)))
  beginWork(exports.regraft_steps.value as number)
  const result = called?.(terms)
  const worked = endWork()
  let characters = result?.length ?? 0
  for (const term of terms) characters += term.length
  charge(exports.regraft_steps, 1 + worked + Math.floor(characters / charactersPerStep))
  if (result === undefined) return 0
  const { address, size } = text.write(result)
  return exports.opa_value_parse(address, size)
}

function charge(steps: WebAssembly.Global, cost: number): void {
  const left = (steps.value as number) - cost
  steps.value = Math.max(0, left)
  if (left < 0) throw new StepsSpent()
}
