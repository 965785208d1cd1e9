import type { InputSpec, Json } from '@regraft/model'

/** The only answers there are, the usual one first; undefined for what has to be typed. */
export function choicesOf({ type, values, default: usual }: InputSpec): readonly Json[] | undefined {
  const all = type === 'boolean' ? [true, false] : type === 'enum' ? values : undefined
  if (all === undefined) return undefined
  return [...all.filter((value) => value === usual), ...all.filter((value) => value !== usual)]
}

/** Why a text will not do, as far as can be said while it is typed; the server looks at it again. */
export function problemOf(text: string, { type, pattern }: InputSpec): string | undefined {
  if (type === 'number' && !Number.isFinite(Number(text.trim() || 'none'))) return 'a number'
  if (type === 'string' && pattern !== undefined && !matches(text, pattern)) return `must match ${pattern}`
  return text.trim() === '' && type !== 'string' ? 'a value is needed' : undefined
}

function matches(text: string, pattern: string): boolean {
  try {
    return new RegExp(pattern, 'u').test(text)
  } catch {
    return true
  }
}
