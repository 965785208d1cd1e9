import type { Value, Via } from './language/value.ts'

/** The references that a value passed, the one nearest to its literal first. */
export function chainOf(value: Value): readonly Via[] {
  if (value.via === undefined) return []
  const chain: Via[] = []
  for (let at: Via | undefined = value.via; at !== undefined; at = at.next) chain.push(at)
  return chain.reverse()
}
