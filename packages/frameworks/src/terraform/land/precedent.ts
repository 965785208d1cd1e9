import { readShape } from '../shape.ts'
import type { Body } from '../source.ts'
import type { LandContext } from './context.ts'

/** How resources of the same type in the module already write a name that could be a block or a map. */
export function writtenForm(name: string, { resource, unit }: LandContext): 'block' | 'map' | undefined {
  for (const other of unit.resources) {
    const form = other.type === resource.type ? formIn(other.block.body, name) : undefined
    if (form !== undefined) return form
  }
  return undefined
}

function formIn(body: Body, name: string): 'block' | 'map' | undefined {
  const members = body.members(undefined)
  const member = members.get(name)
  if (member?.kind === 'blocks') return 'block'
  if (member?.kind === 'attribute' && readShape(member.expr).kind === 'collection') return 'map'
  for (const other of members.values()) {
    if (other.kind !== 'blocks') continue
    for (const item of other.items) {
      const form = item.kind === 'block' ? formIn(item.body, name) : undefined
      if (form !== undefined) return form
    }
  }
  return undefined
}
