import type { Call, Expression } from '@regraft/syntax'
import { callFunction } from '../functions/define.ts'
import { functions } from '../functions/functions.ts'
import { weightOf } from '../weight.ts'
import { itemValue, resolve } from './evaluate.ts'
import { Failure, fail } from './failure.ts'
import { LimitReached } from './meter.ts'
import type { Context } from './scope.ts'
import { anyType, boolType } from './type.ts'
import type { Value } from './value.ts'
import { bool, isSequence, isWhollyKnown, unknownOf } from './value.ts'

export function callValue(node: Call, context: Context): Value {
  const name = node.name.startsWith('core::') ? node.name.slice('core::'.length) : node.name
  if (name === 'try') return tryValue(node.arguments, context)
  if (name === 'can') return canValue(node.arguments, context)
  // What a provider's function computes only the provider knows.
  if (name.includes('::')) {
    for (const argument of node.arguments) resolve(argument, context)
    return unknownOf(anyType)
  }
  const wanted = Object.hasOwn(functions, name) ? functions[name] : undefined
  if (wanted === undefined) return fail(`there is no function ${name}`)
  const args = argumentsOf(node, context)
  if (args === undefined) return unknownOf(anyType)
  const { functions: world, meter } = context.scope
  const result = callFunction(name, wanted, args, world)
  if (!args.includes(result)) meter.spend(weightOf(result))
  return result
}

/** Undefined when the number of arguments is not known. */
function argumentsOf(node: Call, context: Context): readonly Value[] | undefined {
  const args = node.arguments.map((argument) => itemValue(argument, context))
  if (!node.expand) return args
  const last = args.at(-1)
  if (last === undefined) return fail('... needs a list before it')
  if (last.kind === 'unknown') return undefined
  if (!isSequence(last)) return fail('... needs a list, set or tuple before it')
  return [...args.slice(0, -1), ...last.items]
}

/** The first argument that has a value. One that is not wholly known might yet fail: then nothing is known. */
function tryValue(args: readonly Expression[], context: Context): Value {
  for (const argument of args) {
    const value = succeeds(argument, context)
    if (value === undefined) continue
    return isWhollyKnown(value) ? value : unknownOf(anyType)
  }
  return fail('no argument of try has a value')
}

function canValue(args: readonly Expression[], context: Context): Value {
  const [argument] = args
  if (argument === undefined || args.length > 1) return fail('can takes one argument')
  const value = succeeds(argument, context)
  if (value === undefined) return bool(false)
  return isWhollyKnown(value) ? bool(true) : unknownOf(boolType, { notNull: true })
}

function succeeds(argument: Expression, context: Context): Value | undefined {
  const { meter } = context.scope
  const { depth } = meter
  try {
    return itemValue(argument, context)
  } catch (failure) {
    if (!(failure instanceof Failure) || failure instanceof LimitReached) throw failure
    meter.depth = depth
    return undefined
  }
}
