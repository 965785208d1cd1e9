/**
 * What Kubernetes asks for; beyond 4,096 the warnings of every webhook are cut.
 * https://kubernetes.io/docs/reference/access-authn-authz/extensible-admission-controllers/#response
 */
const longest = 120
const mostBytes = 4096

/**
 * Texts as warnings of a response: one line each, at most 120 characters, at most 4,096 bytes in all. The last one says how
 * many did not fit.
 */
export function warningsOf(texts: readonly string[]): readonly string[] {
  const out: string[] = []
  let bytes = 0
  for (const [i, text] of texts.entries()) {
    const warning = cut(plain(text), longest)
    const rest = `… and ${texts.length - i} more`
    const room = i === texts.length - 1 ? mostBytes : mostBytes - Buffer.byteLength(rest)
    if (bytes + Buffer.byteLength(warning) > room) return [...out, rest]
    bytes += Buffer.byteLength(warning)
    out.push(warning)
  }
  return out
}

/** Text without what moves a terminal's cursor, turns the reading direction or breaks a header. */
export function plain(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]+/gu, ' ')
}

/** At most so many UTF-16 code units, with `…` where something is left out, and no character cut in two. */
export function cut(text: string, length: number): string {
  if (text.length <= length) return text
  const whole = text.slice(0, length - 1)
  return `${/[\ud800-\udbff]$/.test(whole) ? whole.slice(0, -1) : whole}…`
}
