/** A path without `.`, doubled slashes and `..` that can be taken back, as Go's `path.Clean` has it. */
export function cleanPath(path: string): string {
  const rooted = path.startsWith('/')
  const out: string[] = []
  for (const part of path.split('/')) {
    if (part === '' || part === '.') continue
    const last = out.at(-1)
    if (part !== '..') out.push(part)
    else if (last !== undefined && last !== '..') out.pop()
    else if (!rooted) out.push(part)
  }
  const text = out.join('/')
  if (rooted) return `/${text}`
  return text === '' ? '.' : text
}

/** The last part of a path. */
export function basename(path: string): string {
  if (path === '') return '.'
  const trimmed = path.replace(/(?<=[^/])\/+$/, '')
  if (/^\/+$/.test(trimmed)) return '/'
  return trimmed.slice(trimmed.lastIndexOf('/') + 1)
}

/** Everything before the last part of a path. */
export function dirname(path: string): string {
  return cleanPath(path.slice(0, path.lastIndexOf('/') + 1))
}
