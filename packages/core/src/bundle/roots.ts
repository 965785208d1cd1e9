import { isList, isObject, type Json, type JsonObject, RegraftError } from '@regraft/model'

/**
 * What a bundle may bring, as OPA enforces it: entrypoints and data lie below the manifest's `roots`, so that bundles
 * of several owners cannot write over one another. Throws RegraftError `BUNDLE_INVALID`.
 */
export function requireRoots(manifest: JsonObject, data: JsonObject, entrypoints: readonly string[]): void {
  const roots = rootsOf(manifest)
  const entrypoint = entrypoints.find((path) => !roots.some((root) => holds(root, path.split('/'))))
  if (entrypoint !== undefined) throw outside(roots, `the entrypoint ${entrypoint}`)
  const stray = strayData(data, [], roots)
  if (stray !== undefined) throw outside(roots, `data at /${stray.join('/')}`)
}

/** Paths of documents, as steps. Without roots a bundle owns everything. */
function rootsOf(manifest: JsonObject): string[][] {
  const listed = manifest['roots']
  if (!isList(listed)) return [[]]
  return listed.map((root) => String(root).split('/').filter(Boolean))
}

function strayData(value: Json, path: readonly string[], roots: readonly string[][]): string[] | undefined {
  if (roots.some((root) => holds(root, path))) return undefined
  if (!isObject(value) || !roots.some((root) => holds(path, root))) return [...path]
  for (const [key, member] of Object.entries(value)) {
    const stray = strayData(member, [...path, key], roots)
    if (stray !== undefined) return stray
  }
  return undefined
}

function holds(root: readonly string[], path: readonly string[]): boolean {
  return root.every((step, i) => path[i] === step)
}

function outside(roots: readonly string[][], what: string): RegraftError {
  const names = roots.map((root) => `"${root.join('/')}"`).join(', ')
  return new RegraftError(
    'BUNDLE_INVALID',
    `the roots of the policy bundle (${names}) do not permit ${what}`,
    {
      hint: 'Add its path to `roots` in .manifest, or take it out of the bundle.',
    },
  )
}
