/** One step of a mutator's `location`: a key, or the items of a list whose `key` has `value`, all of them without one. */
export type LocationStep = string | { readonly key: string; readonly value?: string }

/**
 * Reads `spec.containers[name: foo].image`, `metadata.labels."a.b/c"`, `spec.volumes[name: *]`; undefined when it is none.
 * The notation is Gatekeeper's: pkg/mutation/path/parser.
 */
export function locationOf(text: string): readonly LocationStep[] | undefined {
  const steps: LocationStep[] = []
  let rest = text.trim()
  while (rest !== '') {
    const key = steps.length === 0 ? name.exec(rest) : separatedName.exec(rest)
    if (key === null) return undefined
    steps.push(key[1] === undefined ? (key[3] ?? '') : unquoted(key[1]))
    rest = rest.slice(key[0].length)
    const list = item.exec(rest)
    if (list === null) continue
    const value = list[3] === undefined ? (list[5] ?? '') : unquoted(list[3])
    steps.push({
      key: list[1] === undefined ? (list[2] ?? '') : unquoted(list[1]),
      ...(list[5] === '*' ? {} : { value }),
    })
    rest = rest.slice(list[0].length)
  }
  return steps.length === 0 ? undefined : steps
}

const quoted = String.raw`("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')`
const bare = String.raw`([^\s."'[\]:]+)`
const name = new RegExp(`^(?:${quoted}()|${bare})`)
const separatedName = new RegExp(String.raw`^\.(?:${quoted}()|${bare})`)
const item = new RegExp(String.raw`^\[\s*(?:${quoted}|${bare})\s*:\s*(?:${quoted}()|([^\s"'[\]]+))\s*\]`)

function unquoted(text: string): string {
  return text.slice(1, -1).replace(/\\(.)/g, '$1')
}
