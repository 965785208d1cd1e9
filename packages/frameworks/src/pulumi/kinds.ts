/** API groups of the modules of Pulumi's Kubernetes package, from the type tokens of @pulumi/kubernetes 4.28.0. */
const groups: { readonly [module: string]: string } = {
  admissionregistration: 'admissionregistration.k8s.io',
  apiextensions: 'apiextensions.k8s.io',
  apiregistration: 'apiregistration.k8s.io',
  apps: 'apps',
  auditregistration: 'auditregistration.k8s.io',
  autoscaling: 'autoscaling',
  batch: 'batch',
  certificates: 'certificates.k8s.io',
  coordination: 'coordination.k8s.io',
  core: '',
  discovery: 'discovery.k8s.io',
  events: 'events.k8s.io',
  extensions: 'extensions',
  flowcontrol: 'flowcontrol.apiserver.k8s.io',
  networking: 'networking.k8s.io',
  node: 'node.k8s.io',
  policy: 'policy',
  rbac: 'rbac.authorization.k8s.io',
  resource: 'resource.k8s.io',
  scheduling: 'scheduling.k8s.io',
  settings: 'settings.k8s.io',
  storage: 'storage.k8s.io',
  storagemigration: 'storagemigration.k8s.io',
}

export interface Kind {
  readonly apiVersion: string
  readonly kind: string
}

/**
 * The kind of a class, `apps/v1` `Deployment` of `['apps', 'v1', 'Deployment']`. Classes that patch what others made, and
 * lists, are no manifests of their own.
 */
export function kindOf(steps: readonly string[]): Kind | undefined {
  const [module = '', version = '', kind = ''] = steps
  const group = Object.hasOwn(groups, module) ? groups[module] : undefined
  if (group === undefined || steps.length !== 3 || !/^v\d+(?:(?:alpha|beta)\d+)?$/.test(version))
    return undefined
  if (!/^[A-Z]/.test(kind) || /(?:Patch|List)$/.test(kind)) return undefined
  return { apiVersion: group === '' ? version : `${group}/${version}`, kind }
}

/** The steps to a kind's class: the inverse of `kindOf`. */
export function stepsOf(apiVersion: unknown, kind: unknown): readonly string[] | undefined {
  if (typeof apiVersion !== 'string' || typeof kind !== 'string') return undefined
  const slash = apiVersion.indexOf('/')
  const group = slash < 0 ? '' : apiVersion.slice(0, slash)
  const module = Object.keys(groups).find((name) => groups[name] === group)
  const steps = [module ?? '', apiVersion.slice(slash + 1), kind]
  return kindOf(steps) === undefined ? undefined : steps
}
