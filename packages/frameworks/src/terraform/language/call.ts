import type { Call, Expression } from '@regraft/syntax'
import { callFunction } from '../functions/define.ts'
import { functions } from '../functions/functions.ts'
import { applyConstraint, typeConstraint } from '../variable-type.ts'
import { weightOf } from '../weight.ts'
import { itemValue, resolve } from './evaluate.ts'
import { caught, Failure, fail } from './failure.ts'
import type { Context } from './scope.ts'
import { anyType, boolType } from './type.ts'
import type { Value } from './value.ts'
import { bool, isSequence, isWhollyKnown, unknownOf } from './value.ts'

const byName = new Map(Object.entries(functions))

export function callValue(node: Call, context: Context): Value {
  try {
    return called(node, context)
  } catch (thrown) {
    // Nothing is known of what a function would have made.
    throw new Failure(caught(thrown).message)
  }
}

function called(node: Call, context: Context): Value {
  const name = node.name.startsWith('core::') ? node.name.slice('core::'.length) : node.name
  if (name === 'try') return tryValue(node.arguments, context)
  if (name === 'can') return canValue(node.arguments, context)
  if (name === 'convert') return convertValue(node.arguments, context)
  // What a provider's function computes only the provider knows.
  if (name.includes('::')) {
    for (const argument of node.arguments) resolve(argument, context)
    return unknownOf(anyType)
  }
  const wanted = byName.get(name)
  // OpenTofu's next version has these; what they say of what is not known yet is nothing that `try` should catch.
  if (wanted === undefined && name.startsWith('assume')) return unknownOf(anyType)
  if (wanted === undefined) return fail(`there is no function ${name}`)
  const args = argumentsOf(node, context)
  if (args === undefined) return unknownOf(anyType)
  const { functions: world, meter } = context.scope
  const result = callFunction(name, wanted, args, world)
  if (!args.includes(result)) meter.spend(weightOf(result))
  return altering.has(name) ? withoutOrigin(result) : result
}

/** Undefined when the number of arguments is not known. */
function argumentsOf(node: Call, context: Context): readonly Value[] | undefined {
  if (!node.expand) return node.arguments.map((argument) => itemValue(argument, context))
  const expanded = node.arguments.at(-1)
  const last = expanded === undefined ? fail('... needs a list before it') : itemValue(expanded, context)
  if (last.kind === 'unknown' && ['any', 'list', 'set', 'tuple'].includes(last.type.kind)) return undefined
  if (!isSequence(last)) return fail('... needs a list, set or tuple before it')
  return [...node.arguments.slice(0, -1).map((argument) => itemValue(argument, context)), ...last.items]
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
  if (argument === undefined || args.length > 1) return fail(`can takes 1 argument, has ${args.length}`)
  const value = succeeds(argument, context)
  if (value === undefined) return bool(false)
  return isWhollyKnown(value) ? bool(true) : unknownOf(boolType)
}

/** The second argument is a type, which has no value. */
function convertValue(args: readonly Expression[], context: Context): Value {
  const [argument, written] = args
  if (argument === undefined || written === undefined || args.length > 2)
    return fail(`convert takes 2 arguments, has ${args.length}`)
  const constraint = typeConstraint({ syntax: 'hcl', node: written, text: context.text })
  const open = written.kind === 'variable' && written.name === 'any'
  if (constraint.type.kind === 'any' && !open) return fail('convert: the second argument is no type')
  return applyConstraint(itemValue(argument, context), constraint, (expr) =>
    expr.syntax === 'hcl' ? resolve(expr.node, context) : unknownOf(anyType),
  )
}

function succeeds(argument: Expression, context: Context): Value | undefined {
  try {
    return itemValue(argument, context)
  } catch (failure) {
    if (failure instanceof Failure) return undefined
    throw failure
  }
}

/**
 * Functions that change what they are given. What comes back as it was, because there was nothing to change, is no literal
 * of its own: another text in its place would be changed.
 */
const altering: ReadonlySet<string> = new Set([
  'chomp',
  'compact',
  'distinct',
  'flatten',
  'format',
  'indent',
  'join',
  'lower',
  'regex',
  'replace',
  'slice',
  'sort',
  'split',
  'substr',
  'title',
  'trim',
  'trimprefix',
  'trimspace',
  'trimsuffix',
  'upper',
])

function withoutOrigin(value: Value): Value {
  if (value.source === undefined && value.via === undefined) return value
  const { source: _source, via: _via, ...rest } = value
  return rest
}
