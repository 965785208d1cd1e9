/** Words that cannot stand in a Rego package path as they are. */
const keywords =
  /^(?:as|contains|data|default|else|every|false|if|import|in|input|not|null|package|some|true|with)$/

/** A text as one step of a Rego package path. */
export function packageStep(text: string): string {
  const plain = text.toLowerCase().replace(/[^a-z0-9_]/g, '_')
  return /^[0-9]/.test(plain) || keywords.test(plain) || plain === '' ? `_${plain}` : plain
}

/** A text as one step of a rule id. */
export function idStep(text: string): string {
  const plain = text.toLowerCase().replace(/[^a-z0-9_.-]/g, '-')
  return /^[a-z0-9]/.test(plain) ? plain : `x${plain}`
}

/** Makes names unique in the order they are asked for: `a`, `a_2`, `a_3`. */
export function uniqueNames(): (name: string) => string {
  const used = new Set<string>()
  return (name) => {
    let unique = name
    for (let n = 2; used.has(unique); n++) unique = `${name}_${n}`
    used.add(unique)
    return unique
  }
}
