import { type Json, setMember } from '@regraft/model'

const maxDepth = 128

/** What a check handed over is no data; says what and where. */
export class NotPlain extends Error {}

/**
 * A value of TypeScript as JSON: members that are undefined are left out; the others keep their order, for a fix writes
 * arguments in the order in which its author did. Throws `NotPlain` for what JSON cannot say.
 */
export function plainJson(value: unknown, path: string, depth = 0): Json {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return value
  if (typeof value === 'number') return finite(value, path)
  if (typeof value !== 'object') throw new NotPlain(`${path} is ${named(typeof value)}`)
  if (depth > maxDepth) throw new NotPlain(`${path.slice(0, 60)}… nests too deep`)
  if (Array.isArray(value)) return Array.from(value, (item, i) => plainJson(item, `${path}[${i}]`, depth + 1))
  if (!isLiteral(value)) throw new NotPlain(`${path} is an instance of a class, not plain data`)
  const plain: { [key: string]: Json } = {}
  for (const [key, member] of Object.entries(value))
    if (member !== undefined) setMember(plain, key, plainJson(member, `${path}.${key}`, depth + 1))
  return plain
}

function finite(value: number, path: string): number {
  if (!Number.isFinite(value)) throw new NotPlain(`${path} is ${value}`)
  return Object.is(value, -0) ? 0 : value
}

/** Made by an object literal, also one of another realm. */
function isLiteral(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value)
  return prototype === null || Object.getPrototypeOf(prototype) === null
}

function named(type: string): string {
  return type === 'undefined' ? type : `a ${type}`
}
