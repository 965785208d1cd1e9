import type { JsonObject, Path } from '@regraft/model'
import { isObject, valueAt } from '@regraft/model'
import { podPaths } from '../pod-paths.ts'
import type { Place } from './place.ts'

const groups: ReadonlySet<string> = new Set(['containers', 'initContainers', 'ephemeralContainers'])

/**
 * What a pod with `os.name: windows` must not set, as the API reference of `PodSpec.os` lists it
 * (https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/pod-v1/#PodSpec).
 */
const linuxOnly: ReadonlySet<string> = new Set([
  ...['hostPID', 'hostIPC', 'hostUsers', 'shareProcessNamespace'],
  ...['seLinuxOptions', 'seccompProfile', 'appArmorProfile', 'fsGroup', 'fsGroupChangePolicy', 'sysctls'],
  ...['runAsUser', 'runAsGroup', 'supplementalGroups', 'capabilities', 'readOnlyRootFilesystem'],
  ...['privileged', 'allowPrivilegeEscalation', 'procMount'],
])

type PodPlace = Pick<
  Place,
  'types' | 'bindings' | 'holder' | 'holderPath' | 'example' | 'whose' | 'name' | 'guards' | 'siblings'
> & { readonly rest: Path }

/** A place inside of a pod: it holds for every kind that runs pods, and for every container where it is one's. */
export function podPlace(type: string, before: JsonObject, path: Path): PodPlace | undefined {
  const prefix = podPaths.get(type)
  if (prefix === undefined || !prefix.every((step, i) => path[i] === step) || path.length <= prefix.length)
    return undefined
  const rest = path.slice(prefix.length)
  const types = [...podPaths.keys()].sort()
  const [group, index, ...inner] = rest
  if (typeof group === 'string' && groups.has(group) && typeof index === 'number' && inner.length > 0)
    return {
      ...{ types, rest: inner, bindings: ['some container in pod.containers'], siblings: false },
      ...{ holder: 'container.value', holderPath: 'container.path', whose: 'container {container.name}: ' },
      ...{ name: nameOf(inner), guards: guardsOf(inner), example: objectAt(before, path, prefix.length + 2) },
    }
  return {
    ...{ types, rest, bindings: [], siblings: true, holder: 'pod.spec', holderPath: 'pod.path', whose: '' },
    ...{ name: nameOf(rest), guards: guardsOf(rest), example: objectAt(before, path, prefix.length) },
  }
}

function guardsOf(path: Path): readonly string[] {
  return path.some((step) => typeof step === 'string' && linuxOnly.has(step)) ? ['pod.linux'] : []
}

function nameOf(path: Path): string {
  return path.filter((step) => typeof step === 'string').join('.')
}

function objectAt(before: JsonObject, path: Path, depth: number): JsonObject {
  const value = valueAt(before, path.slice(0, depth))
  return isObject(value) ? value : {}
}
