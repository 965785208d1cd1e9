import type { Json } from '@regraft/model'
import { isList, isObject } from '@regraft/model'
import type { ReadDocument } from '../framework.ts'
import { isManifestDocument, rootsOf } from './source.ts'

const name = /(?:^|\/)kustomization\.ya?ml$/
/** A patch that stands in a file of its own. */
const patching = /^patchesStrategicMerge[ \t]*:|(?:^|[{,])[ \t-]*["']?path["']?[ \t]*:/m

export function isKustomization(path: string): boolean {
  return name.test(path)
}

/** Whether a kustomization may name files that are changes of manifests; `cut`: its head is not all of it. */
export function maySayPatches(head: string, cut: boolean): boolean {
  return cut || patching.test(head)
}

/**
 * The files that kustomizations name as patches, each with the kustomizations that do. A strategic merge patch has the form of a
 * manifest, but what it does not say stands in another. A file that is also among the resources of one of them is no patch.
 */
export function patchesOf(
  kustomizations: readonly string[],
  read: ReadDocument,
): ReadonlyMap<string, readonly string[]> {
  const patches = new Map<string, string[]>()
  const resources = new Set<string | undefined>()
  for (const file of kustomizations) {
    const document = read(file)
    if (!isManifestDocument(document)) continue
    for (const { value } of rootsOf(document)) {
      if (!isObject(value)) continue
      for (const item of items(value['resources'])) resources.add(resolved(file, item))
      const named = [
        ...items(value['patchesStrategicMerge']),
        ...items(value['patches']).map((patch) => (isObject(patch) ? patch['path'] : undefined)),
      ]
      for (const item of named) {
        const path = resolved(file, item)
        if (path !== undefined) patches.set(path, [...new Set([...(patches.get(path) ?? []), file])])
      }
    }
  }
  return new Map([...patches].filter(([path]) => !resources.has(path)))
}

function items(value: Json | undefined): readonly Json[] {
  return isList(value) ? value : []
}

/** A path as the workspace has it; undefined for a patch that stands in the kustomization, and for what lies outside. */
function resolved(file: string, item: Json | undefined): string | undefined {
  if (typeof item !== 'string' || item.includes('\n')) return undefined
  const steps = file.split('/').slice(0, -1)
  for (const step of item.split('/')) {
    if (step === '' || step === '.') continue
    if (step !== '..') steps.push(step)
    else if (steps.pop() === undefined) return undefined
  }
  return steps.join('/')
}
