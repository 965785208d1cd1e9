import type { ModuleInstance } from './instance.ts'
import type { Reference } from './references.ts'
import { referencesOf } from './references.ts'
import type { Expr } from './source.ts'

/** A named value of an instance of a module: `local.x`, `var.x`, `output.x`. */
export interface Named {
  readonly instance: ModuleInstance
  readonly kind: 'local' | 'var' | 'output'
  readonly name: string
}

/**
 * Works out a named value and those that it needs, the deepest first: a walk without recursion, for chains may be long.
 * One that needs itself is found on the way.
 */
export function settle(start: Named): void {
  const path: { readonly named: Named; readonly needs: Iterator<Named, undefined> }[] = []
  const enter = (named: Named): void => {
    if (named.instance.enter(named)) path.push({ named, needs: needsOf(named) })
  }
  enter(start)
  for (let top = path.at(-1); top !== undefined; top = path.at(-1)) {
    const { value } = top.needs.next()
    if (value !== undefined) enter(value)
    else {
      path.pop()
      top.named.instance.conclude(top.named)
    }
  }
}

/** What an expression of a named value refers to, as its names say, without what is worked out already. */
function* needsOf({ instance, kind, name }: Named): Generator<Named, undefined> {
  const { module, caller } = instance
  if (kind !== 'var')
    yield* inExpression((kind === 'local' ? module.locals : module.outputs).get(name)?.expr, instance)
  else if (caller !== undefined) {
    const given = caller.call.body.members(undefined).get(name)
    if (given?.kind === 'attribute') yield* inExpression(given.expr, caller.instance)
  }
  return undefined
}

function* inExpression(expr: Expr | undefined, instance: ModuleInstance): Generator<Named> {
  if (expr !== undefined) for (const reference of referencesOf(expr)) yield* inReference(reference, instance)
}

function* inReference({ root, names }: Reference, instance: ModuleInstance): Generator<Named> {
  const [first, second] = names
  if (first === undefined) return
  if (root === 'local' || root === 'var') {
    const named: Named = { instance, kind: root, name: first }
    if (!instance.isKnown(named)) yield named
  } else if (root === 'module' && second !== undefined) {
    const call = instance.module.calls.get(first)
    if (call === undefined) return
    const members = call.body.members(undefined)
    for (const argument of ['count', 'for_each']) {
      const member = members.get(argument)
      if (member?.kind === 'attribute') yield* inExpression(member.expr, instance)
    }
    for (const called of instance.called(call)) {
      const named: Named = { instance: called, kind: 'output', name: second }
      if (!called.isKnown(named)) yield named
    }
  }
}
