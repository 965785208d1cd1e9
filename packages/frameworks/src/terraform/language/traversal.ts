import type { Step, Traversal } from '@regraft/syntax'
import { leadingNames } from '../references.ts'
import { weightOf } from '../weight.ts'
import { attributeOf, elementOf } from './access.ts'
import { Attempts, attempt } from './attempt.ts'
import { resolve } from './evaluate.ts'
import type { Failure } from './failure.ts'
import { caught, fail, failing } from './failure.ts'
import type { Context } from './scope.ts'
import { bound } from './scope.ts'
import { textOfNode } from './settle.ts'
import { splatValue } from './splat.ts'
import type { Value, Via } from './value.ts'

/**
 * `a.b[c].d`. What passes on unchanged remembers that it was referred to here, whatever it is: an edit of the reference
 * would change it.
 */
export function traversalValue(node: Traversal, context: Context): Value {
  const result = paidFor(steppedValue(node, context), context)
  const via: Via = { source: { site: context.scope.site, node }, next: result.via }
  if (result.kind === 'unknown' && result.text === '')
    return { ...result, text: textOfNode(node, context.text), via }
  return passedOn(result, via)
}

/** A copy for each kind: a spread that meets one shape is many times as fast as one that meets all. */
function passedOn(value: Value, via: Via): Value {
  switch (value.kind) {
    case 'string':
      return value.source && !value.decoded && !value.sensitive
        ? { kind: 'string', value: value.value, source: value.source, via }
        : { ...value, via }
    case 'bool':
      return { ...value, via }
    case 'number':
      return { ...value, via }
    case 'unknown':
      return { ...value, via }
    case 'map':
    case 'object':
      return { ...value, via }
    default:
      return { ...value, via }
  }
}

/** Whatever is done with a large value looks at all of it. */
export function paidFor(value: Value, { scope }: Context): Value {
  if (value.kind === 'bool' || value.kind === 'number') return value
  const weight = weightOf(value)
  if (weight > 8) scope.meter.spend(value.kind === 'string' ? weight : weight >> 3)
  return value
}

function steppedValue(node: Traversal, context: Context): Value {
  const { steps } = node
  let first: { value: Value; taken: number }
  try {
    first = start(node, context)
  } catch (thrown) {
    return failedSteps(caught(thrown), steps, 0, context)
  }
  return stepsValue(first.value, steps, first.taken, context)
}

function start({ source, steps }: Traversal, context: Context): { value: Value; taken: number } {
  if (source.kind !== 'variable') return { value: resolve(source, context), taken: 0 }
  const local = bound(context, source.name)
  if (local !== undefined) return { value: local, taken: 0 }
  const names = leadingNames(steps)
  return context.scope.lookup(source.name, names) ?? fail(`there is no ${[source.name, ...names].join('.')}`)
}

export function stepsValue(start: Value, steps: readonly Step[], from: number, context: Context): Value {
  let value = start
  for (let i = from; i < steps.length; i++) {
    try {
      value = stepValue(value, steps[i] as Step, context)
    } catch (thrown) {
      return failedSteps(caught(thrown), steps, i + 1, context)
    }
  }
  return value
}

function stepValue(value: Value, step: Step, context: Context): Value {
  if (step.kind === 'attribute') return attributeOf(value, step.name)
  if (step.kind === 'splat') return splatValue(value, step.steps, context)
  const parts = new Attempts()
  const key = parts.at(() => resolve(step.key, context))
  return parts.made(elementOf(value, key))
}

/** The steps that are left, on what HCL goes on with after a failure. */
function failedSteps(failure: Failure, steps: readonly Step[], from: number, context: Context): never {
  const { value } = failure
  if (value === undefined || from === steps.length) throw failure
  throw failing(failure, attempt(() => stepsValue(value, steps, from, context)).value)
}
