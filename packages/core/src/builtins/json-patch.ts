import {
  equalValues,
  isArray,
  isNumber,
  printTerm,
  RegoObject,
  RegoSet,
  type RegoValue,
} from '../value/value.ts'
import { array, object, text } from './operands.ts'
import { BuiltinError, type BuiltinTable } from './table.ts'

export const table: BuiltinTable = {
  'json.patch': (value, patches) => {
    let current: RegoValue | undefined = value
    for (const patch of array(patches)) current = applied(current, object(patch))
    if (current === undefined) throw new BuiltinError('nothing is left')
    return current
  },
}

type Step = RegoValue

/** The value after one operation of RFC 6902; undefined: the root was removed. */
function applied(root: RegoValue | undefined, patch: RegoObject): RegoValue | undefined {
  const path = pathOf(patch.get('path'))
  switch (text(patch.get('op'))) {
    case 'add':
      return inserted(root, path, member(patch, 'value'))
    case 'remove':
      return removed(root, path)
    case 'replace':
      return inserted(removed(root, path), path, member(patch, 'value'))
    case 'move': {
      const from = pathOf(patch.get('from'))
      const value = found(root, from)
      return inserted(removed(root, from), path, value)
    }
    case 'copy':
      return inserted(root, path, found(root, pathOf(patch.get('from'))))
    case 'test':
      if (!equalValues(found(root, path), member(patch, 'value'))) throw new BuiltinError('another value')
      return root
    default:
      throw new BuiltinError('no such operation')
  }
}

function member(patch: RegoObject, name: string): RegoValue {
  const value = patch.get(name)
  if (value === undefined) throw new BuiltinError(`no ${name}`)
  return value
}

/**
 * A JSON pointer, or a list of steps, which alone can name an item of a set. As in OPA any number of slashes may stand in
 * front.
 */
function pathOf(value: RegoValue | undefined): Step[] {
  if (typeof value !== 'string') return [...array(value)]
  if (value === '') return []
  const steps = value.replace(/^\/+/, '').split('/')
  return steps.map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'))
}

function found(root: RegoValue | undefined, path: readonly Step[]): RegoValue {
  let value = root
  for (const step of path) value = child(value, step)
  if (value === undefined) throw new BuiltinError('no such path')
  return value
}

function child(value: RegoValue | undefined, step: Step): RegoValue {
  const next =
    value instanceof RegoObject
      ? value.get(step)
      : value instanceof RegoSet
        ? value.has(step)
          ? step
          : undefined
        : isArray(value)
          ? value[indexOf(step, value.length - 1)]
          : undefined
  if (next === undefined) throw new BuiltinError('no such path')
  return next
}

/** An index up to `last`. */
function indexOf(step: Step, last: number): number {
  const index = isNumber(step) ? Number(printTerm(step)) : arrayIndex(text(step))
  if (!Number.isInteger(index) || index < 0 || index > last) throw new BuiltinError('no such index')
  return index
}

function arrayIndex(step: string): number {
  return /^(0|[1-9]\d*)$/.test(step) ? Number(step) : -1
}

function inserted(root: RegoValue | undefined, path: readonly Step[], value: RegoValue): RegoValue {
  return (
    edited(root, path, (parent, step) => {
      if (parent instanceof RegoObject) return withMember(parent, step, value)
      if (parent instanceof RegoSet) {
        if (!equalValues(step, value)) throw new BuiltinError('a set holds a value under itself')
        return new RegoSet([...parent.items(), value])
      }
      if (isArray(parent))
        return parent.toSpliced(step === '-' ? parent.length : indexOf(step, parent.length), 0, value)
      throw new BuiltinError('no composite value')
    }) ?? value
  )
}

function removed(root: RegoValue | undefined, path: readonly Step[]): RegoValue | undefined {
  if (path.length > 0) found(root, path)
  else if (root === undefined) throw new BuiltinError('nothing is left')
  return edited(root, path, (parent, step) => {
    if (parent instanceof RegoObject)
      return new RegoObject([...parent.entries()].filter(([key]) => !equalValues(key, step)))
    if (parent instanceof RegoSet)
      return new RegoSet([...parent.items()].filter((item) => !equalValues(item, step)))
    if (isArray(parent)) return parent.toSpliced(indexOf(step, parent.length - 1), 1)
    throw new BuiltinError('no composite value')
  })
}

/** Rebuilds the values on the way to the last step; undefined: the path is the root. */
function edited(
  root: RegoValue | undefined,
  path: readonly Step[],
  edit: (parent: RegoValue, step: Step) => RegoValue,
): RegoValue | undefined {
  const [step, ...rest] = path
  if (step === undefined) return undefined
  if (root === undefined) throw new BuiltinError('nothing is left')
  if (rest.length === 0) return edit(root, step)
  const changed = edited(child(root, step), rest, edit) as RegoValue // the rest is not empty
  if (root instanceof RegoObject) return withMember(root, step, changed)
  if (root instanceof RegoSet) {
    const others = [...root.items()].filter((item) => !equalValues(item, step))
    return new RegoSet([...others, changed])
  }
  const list = root as readonly RegoValue[] // child() has found an item in it
  return list.with(indexOf(step, list.length - 1), changed)
}

function withMember(parent: RegoObject, key: RegoValue, value: RegoValue): RegoObject {
  return new RegoObject([...parent.entries(), [key, value]])
}
