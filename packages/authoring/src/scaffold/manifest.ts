import { podPaths } from '../pod-paths.ts'

/** API versions of the kinds that come with Kubernetes, as https://kubernetes.io/docs/reference/kubernetes-api/ has them. */
const versions: ReadonlyMap<string, string> = new Map(
  Object.entries({
    'apps/v1': ['Deployment', 'StatefulSet', 'DaemonSet', 'ReplicaSet', 'ControllerRevision'],
    'batch/v1': ['Job', 'CronJob'],
    'autoscaling/v2': ['HorizontalPodAutoscaler'],
    'networking.k8s.io/v1': ['Ingress', 'IngressClass', 'NetworkPolicy'],
    'policy/v1': ['PodDisruptionBudget'],
    'rbac.authorization.k8s.io/v1': ['Role', 'ClusterRole', 'RoleBinding', 'ClusterRoleBinding'],
    'storage.k8s.io/v1': ['StorageClass'],
    'admissionregistration.k8s.io/v1': ['ValidatingWebhookConfiguration', 'MutatingWebhookConfiguration'],
  }).flatMap(([version, kinds]) => kinds.map((kind): [string, string] => [kind, version])),
)

/** A manifest of a kind, of `Kind.group` for others than Kubernetes' own, with an argument in its spec. */
export function manifest(type: string, value: string): string {
  const [kind = type, ...group] = type.split('.')
  const version = group.length > 0 ? `${group.join('.')}/v1` : (versions.get(kind) ?? 'v1')
  const head = `apiVersion: ${version}\nkind: ${kind}\nmetadata:\n  name: example\n`
  const argument = `argument: ${value}\n`
  if (group.length > 0 || !podPaths.has(kind)) return `${head}spec:\n${indented(argument, 1)}`
  const pod = `spec:\n  containers:\n    - name: example\n      image: registry.example/example:1.0.0\n${indented(argument, 1)}`
  if (kind === 'Pod') return head + pod
  const template = `template:\n  metadata:\n    labels:\n      app: example\n${indented(pod, 1)}`
  if (kind === 'PodTemplate') return head + template
  if (kind === 'CronJob')
    return `${head}spec:\n  schedule: "0 3 * * *"\n  jobTemplate:\n    spec:\n${indented(template, 3)}`
  const selector = kind === 'Job' ? '' : '  selector:\n    matchLabels:\n      app: example\n'
  return `${head}spec:\n${kind === 'ReplicationController' ? '' : selector}${indented(template, 1)}`
}

function indented(text: string, by: number): string {
  return text.replace(/^(?=.)/gm, '  '.repeat(by))
}
