import { compareText } from '@regraft/model'
import type { FileHead, Unit } from '../framework.ts'

/** The file that a relative module name means, among those that are there. */
export function moduleFile(
  from: string,
  module: string,
  exists: (path: string) => boolean,
): string | undefined {
  if (!/^\.{1,2}(?:\/|$)/.test(module)) return undefined
  const steps = from.split('/').slice(0, -1)
  for (const step of module.split('/')) {
    if (step === '..') {
      if (steps.pop() === undefined) return undefined
    } else if (step !== '.' && step !== '') steps.push(step)
  }
  const base = steps.join('/')
  const plain = base.replace(/\.(?:js|ts)$/, '')
  return [`${plain}.ts`, `${base}.ts`, base === '' ? 'index.ts' : `${base}/index.ts`].find(exists)
}

const relative = /(?:\bfrom|\bimport|\brequire\s*\()\s*["'](\.[^"'\n]*)["']/g

/** Files that import one another are one unit, the others each its own; a unit is named after its first file. */
export function unitsOf(files: readonly FileHead[]): readonly Unit[] {
  const paths = new Set(files.map(({ path }) => path))
  const root = new Map([...paths].map((path) => [path, path]))
  const find = (path: string): string => {
    let at = path
    for (let next = root.get(at); next !== undefined && next !== at; next = root.get(at)) {
      root.set(at, root.get(next) ?? next)
      at = next
    }
    return at
  }
  for (const { path, head } of files)
    for (const [, module = ''] of head.matchAll(relative)) {
      const other = moduleFile(path, module, (candidate) => paths.has(candidate))
      if (other === undefined) continue
      const [first, second] = [find(path), find(other)].sort(compareText)
      if (first !== undefined && second !== undefined) root.set(second, first)
    }
  const groups = new Map<string, string[]>()
  for (const path of [...paths].sort(compareText)) {
    const group = groups.get(find(path))
    if (group === undefined) groups.set(find(path), [path])
    else group.push(path)
  }
  return [...groups].map(([id, members]) => ({ framework: 'pulumi', id, files: members, reads: [] }))
}
