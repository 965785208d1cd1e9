/** Kinds of Kubernetes' own API groups (https://kubernetes.io/docs/reference/kubernetes-api/, v1.34) that policies look at. */
export const kubernetesKinds: readonly string[] = [
  ...[
    'APIService',
    'CertificateSigningRequest',
    'ClusterRole',
    'ClusterRoleBinding',
    'ConfigMap',
    'ControllerRevision',
  ],
  ...[
    'CronJob',
    'CSIDriver',
    'CSINode',
    'CustomResourceDefinition',
    'DaemonSet',
    'Deployment',
    'EndpointSlice',
  ],
  ...[
    'Endpoints',
    'Event',
    'FlowSchema',
    'HorizontalPodAutoscaler',
    'Ingress',
    'IngressClass',
    'Job',
    'Lease',
  ],
  ...['LimitRange', 'MutatingWebhookConfiguration', 'Namespace', 'NetworkPolicy', 'Node', 'PersistentVolume'],
  ...[
    'PersistentVolumeClaim',
    'Pod',
    'PodDisruptionBudget',
    'PodSecurityPolicy',
    'PodTemplate',
    'PriorityClass',
  ],
  ...[
    'PriorityLevelConfiguration',
    'ReplicaSet',
    'ReplicationController',
    'ResourceQuota',
    'Role',
    'RoleBinding',
  ],
  ...[
    'RuntimeClass',
    'Secret',
    'Service',
    'ServiceAccount',
    'StatefulSet',
    'StorageClass',
    'ValidatingAdmissionPolicy',
  ],
  ...['ValidatingAdmissionPolicyBinding', 'ValidatingWebhookConfiguration', 'VolumeAttachment'],
]

/** Whether a resource type is a kind of Kubernetes or of an extension: `Deployment`, `Service.serving.knative.dev`. */
export function isKind(type: string): boolean {
  return /^[A-Z][A-Za-z0-9]*(\.[a-z0-9.-]+)?$/.test(type)
}
