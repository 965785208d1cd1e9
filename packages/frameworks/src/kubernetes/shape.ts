import type { Path } from '@regraft/model'
import type { Placed } from './origin.ts'

/** Steps from each workload kind's root to the spec of its pods. */
const podSpecs: { readonly [type: string]: Path } = {
  Pod: ['spec'],
  PodTemplate: ['template', 'spec'],
  CronJob: ['spec', 'jobTemplate', 'spec', 'template', 'spec'],
}
const template: Path = ['spec', 'template', 'spec']
const containers = new Set(['containers', 'initContainers', 'ephemeralContainers'])

/**
 * What kind of place a path is: the same field of a container, of a pod or of one type of resource has the same shape,
 * whichever container, workload or list item it is in.
 */
function shapeOf(type: string, path: Path): string {
  const prefix = podSpecs[type] ?? template
  const inPod = path.length > prefix.length && prefix.every((step, i) => step === path[i])
  const steps = (inPod ? path.slice(prefix.length) : path).map((step) =>
    typeof step === 'number' ? 0 : step,
  )
  if (inPod && containers.has(String(steps[0]))) steps[0] = 'containers'
  return JSON.stringify([inPod ? 'pod' : type, ...steps])
}

/** Whether all places have one shape, so that a rule which wants a value at one wants the same value at all. */
export function sameShape(
  places: readonly { readonly address: string; readonly path: Path }[],
  all: readonly Placed[],
): boolean {
  const shapes = places.map(({ address, path }) => {
    const type = all.find((placed) => placed.address === address)?.type ?? ''
    return shapeOf(type, path)
  })
  return new Set(shapes).size <= 1
}
