import { isList, isObject, isUnknown, type Json, type Path, valueAt } from '@regraft/model'
import type { Resource } from '../framework.ts'

/** A resource, or a block in it. */
export interface Part {
  readonly resource: Resource
  readonly path: Path
}

export function partOf(resource: Resource): Part {
  return { resource, path: [] }
}

/** The value of an argument, unknown ones marked; undefined where it is not set. */
export function argument({ resource, path }: Part, name: string): Json | undefined {
  return valueAt(resource.input, [...path, name]) ?? undefined
}

/** The blocks of a type, however many the resource may have. */
export function blocks(part: Part, name: string): readonly Part[] {
  const value = argument(part, name)
  const { resource } = part
  const path = [...part.path, name]
  if (isList(value))
    return value.flatMap((item, i) =>
      isObject(item) && !isUnknown(item) ? [{ resource, path: [...path, i] }] : [],
    )
  return isObject(value) && !isUnknown(value) ? [{ resource, path }] : []
}

/** The only block of a type, or the first. */
export function block(part: Part, ...names: readonly string[]): Part | undefined {
  let at: Part | undefined = part
  for (const name of names) at = at && blocks(at, name)[0]
  return at
}

/** What a resource is called by those that refer to it: its address, its id, its name. */
export interface Named {
  readonly resource: Resource
  /** Arguments whose value others may write instead of a reference. */
  readonly by: readonly string[]
}

/** Whether an argument refers to a resource, or is equal to one of its names. */
export function refersTo(part: Part, name: string, { resource, by }: Named): boolean {
  const value = argument(part, name)
  if (isUnknown(value)) {
    const refs = value['$refs']
    return isList(refs) && refs.includes(resource.address)
  }
  return (
    typeof value === 'string' && value !== '' && by.some((own) => valueAt(resource.input, [own]) === value)
  )
}
