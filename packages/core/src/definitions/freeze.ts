import type { Json } from '@regraft/model'

const frozen = new WeakSet<object>()

/**
 * Freezes a resource with everything in it, once: models are shared between rules and with the proof of a fix, so a check
 * that changed one would change what others find. Deep models are walked without recursion.
 */
export function freezeAll(root: Json): void {
  const waiting: Json[] = [root]
  for (let value = waiting.pop(); value !== undefined; value = waiting.pop()) {
    if (typeof value !== 'object' || value === null || frozen.has(value)) continue
    frozen.add(Object.freeze(value))
    for (const member of Object.values(value)) if (typeof member === 'object') waiting.push(member)
  }
}
