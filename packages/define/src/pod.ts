import { isList, isObject, type Json, type JsonObject, type Path } from '@regraft/model'

/** A container of a pod, of whatever group. */
export interface PodContainer {
  /** From the manifest's root. */
  readonly path: Path
  readonly value: JsonObject
  /** Its name, or `number 2`. */
  readonly name: string
  readonly group: 'initContainers' | 'containers' | 'ephemeralContainers'
  /** Its security context, empty when there is none. */
  readonly security: JsonObject
  /** A field of its security context, else of the pod's, else undefined. */
  effective(field: string): Json | undefined
  /** Capabilities it adds: `name` in upper case without the prefix that some runtimes take, and as `written`. */
  readonly addedCapabilities: readonly { readonly name: string; readonly written: string }[]
  /** It gives up all capabilities. */
  readonly dropsAll: boolean
  /** No process of it starts as root: the kubelet refuses to run it otherwise, or it has another user id. */
  readonly nonRoot: boolean
}

/** The pod that a manifest runs. */
export interface Pod {
  /** Where its spec is, from the manifest's root. */
  readonly path: Path
  readonly spec: JsonObject
  /** Its own security context, empty when there is none. */
  readonly security: JsonObject
  /** Init containers, containers, ephemeral ones. */
  readonly containers: readonly PodContainer[]
  /** False for what only Windows nodes take. */
  readonly linux: boolean
  readonly annotationsPath: Path
  /** An annotation of the pod: a workload's stand in its template. */
  annotation(key: string): Json | undefined
}

const template = ['spec', 'template', 'spec']
const podPaths: ReadonlyMap<string, readonly string[]> = new Map([
  ['Pod', ['spec']],
  ['PodTemplate', ['template', 'spec']],
  ...['Deployment', 'StatefulSet', 'DaemonSet', 'ReplicaSet', 'ReplicationController', 'Job'].map(
    (kind) => [kind, template] as const,
  ),
  ['CronJob', ['spec', 'jobTemplate', ...template]],
])

/** Other groups have kinds of the same names with other shapes. */
const workloadGroups = /^(v1|apps\/v1(beta[12])?|batch\/v(1|1beta1|2alpha1)|extensions\/v1beta1)$/

const groups = ['initContainers', 'containers', 'ephemeralContainers'] as const

/** The pod of a manifest, whatever its kind; undefined for what runs none. */
export function podOf(manifest: unknown): Pod | undefined {
  const root = manifest as Json // manifests are JSON
  if (!isObject(root)) return undefined
  const { kind, apiVersion = 'v1' } = root
  const path = typeof kind === 'string' ? podPaths.get(kind) : undefined
  if (path === undefined || typeof apiVersion !== 'string' || !workloadGroups.test(apiVersion))
    return undefined
  const spec = descend(root, path)
  if (!isObject(spec)) return undefined
  const security = objectIn(spec, 'securityContext')
  const containers = groups.flatMap((group) => containersOf(spec, path, group, security))
  const annotationsPath = [...path.slice(0, -1), 'metadata', 'annotations']
  return {
    ...{ path, spec, security, containers, annotationsPath },
    linux: isLinux(spec, security, containers),
    annotation: (key) => descend(root, [...annotationsPath, key]),
  }
}

function containersOf(
  spec: JsonObject,
  path: Path,
  group: PodContainer['group'],
  podSecurity: JsonObject,
): PodContainer[] {
  const listed = spec[group]
  if (!isList(listed)) return []
  return listed.flatMap((value, i) => {
    // An item with `$patch` says what a strategic merge patch does with a container; it is none.
    if (!isObject(value) || (value['$patch'] !== undefined && value['$patch'] !== false)) return []
    const name = typeof value['name'] === 'string' ? value['name'] : `number ${i + 1}`
    const security = objectIn(value, 'securityContext')
    const effective = (field: string): Json | undefined => security[field] ?? podSecurity[field] ?? undefined
    const user = effective('runAsUser')
    return {
      ...{ path: [...path, group, i], value, name, group, security, effective },
      addedCapabilities: capabilities(security, 'add').map((written) => ({
        name: written.toUpperCase().replace(/^CAP_/, ''),
        written,
      })),
      dropsAll: capabilities(security, 'drop').some((written) => written.toLowerCase() === 'all'),
      nonRoot: effective('runAsNonRoot') === true || (typeof user === 'number' && user > 0),
    }
  })
}

function capabilities(security: JsonObject, what: 'add' | 'drop'): readonly string[] {
  const listed = descend(security, ['capabilities', what])
  return isList(listed) ? listed.filter((name) => typeof name === 'string') : []
}

/** What a pod with `os.name: windows` must not set does not concern it, nor what only Windows nodes take. */
function isLinux(spec: JsonObject, security: JsonObject, containers: readonly PodContainer[]): boolean {
  const hostProcess = ['windowsOptions', 'hostProcess']
  return !(
    descend(spec, ['os', 'name']) === 'windows' ||
    descend(spec, ['nodeSelector', 'kubernetes.io/os']) === 'windows' ||
    [security, ...containers.map((container) => container.security)].some(
      (context) => descend(context, hostProcess) === true,
    )
  )
}

function objectIn(value: JsonObject, key: string): JsonObject {
  const found = value[key]
  return isObject(found) ? found : {}
}

function descend(value: Json, path: readonly (string | number)[]): Json | undefined {
  let at: Json | undefined = value
  for (const step of path) at = isObject(at) && Object.hasOwn(at, step) ? at[String(step)] : undefined
  return at
}
