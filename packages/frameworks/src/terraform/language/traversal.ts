import type { Step, Traversal } from '@regraft/syntax'
import { leadingNames } from '../references.ts'
import { weightOf } from '../weight.ts'
import { attributeOf, elementOf } from './access.ts'
import { resolve } from './evaluate.ts'
import { fail } from './failure.ts'
import type { Context } from './scope.ts'
import { bound } from './scope.ts'
import { textOfNode } from './settle.ts'
import { splatValue } from './splat.ts'
import type { Value } from './value.ts'

/** `a.b[c].d`. What passes on unchanged remembers that it was referred to here. */
export function traversalValue(node: Traversal, context: Context): Value {
  const { value, taken } = start(node, context)
  const result = paidFor(stepsValue(value, node.steps, taken, context), context)
  if (result.kind === 'unknown') {
    const { refs } = result
    return result.text === '' ? { ...result, text: textOfNode(node, context.text), refs } : result
  }
  if (result.source === undefined) return result
  return { ...result, via: { source: { site: context.scope.site, node }, next: result.via } }
}

/** Whatever is done with a large value looks at all of it. */
export function paidFor(value: Value, { scope }: Context): Value {
  const weight = weightOf(value)
  if (weight > 8) scope.meter.spend(value.kind === 'string' ? weight : weight >> 3)
  return value
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
    const step = steps[i] as Step
    if (step.kind === 'attribute') value = attributeOf(value, step.name)
    else if (step.kind === 'index') value = elementOf(value, resolve(step.key, context))
    else value = splatValue(value, step.steps, context)
  }
  return value
}
