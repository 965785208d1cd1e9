/** Gives each name as it is the first time, then with a count: `a`, `a (2)`. */
export function distinct(): (name: string) => string {
  const seen = new Map<string, number>()
  return (name) => {
    const count = (seen.get(name) ?? 0) + 1
    seen.set(name, count)
    return count === 1 ? name : `${name} (${count})`
  }
}
