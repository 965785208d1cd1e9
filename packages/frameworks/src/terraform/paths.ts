/** The path from one directory of the root to another, as Terraform writes it: `.`, `../modules/db`. */
export function pathBetween(from: string, to: string): string {
  const a = from === '.' ? [] : from.split('/')
  const b = to === '.' ? [] : to.split('/')
  let common = 0
  while (common < a.length && common < b.length && a[common] === b[common]) common++
  const steps = [...a.slice(common).map(() => '..'), ...b.slice(common)]
  if (steps.length === 0) return '.'
  return steps.join('/')
}

/** A path as seen from a directory of the root, from the root; undefined when it leaves the root or starts elsewhere. */
export function resolvePath(directory: string, path: string): string | undefined {
  if (path.startsWith('/') || path.startsWith('~') || path.includes('\\') || path.includes('\0'))
    return undefined
  const steps = directory === '.' ? [] : directory.split('/')
  for (const step of path.split('/')) {
    if (step === '' || step === '.') continue
    if (step !== '..') steps.push(step)
    else if (steps.pop() === undefined) return undefined
  }
  return steps.join('/')
}
