import type { Json, JsonObject } from '@regraft/model'

interface Asked {
  readonly operation?: string
  readonly oldObject?: JsonObject
  readonly namespace?: string
  readonly subResource?: string
  readonly uid?: string
}

/** An AdmissionReview as the API server sends it, as far as the webhook reads it. */
export function reviewOf(object: Json, asked: Asked = {}): string {
  const { operation = 'CREATE', oldObject = null, namespace = 'default', uid = 'a-uid', subResource } = asked
  return JSON.stringify({
    kind: 'AdmissionReview',
    apiVersion: 'admission.k8s.io/v1',
    request: {
      uid,
      kind: { group: 'apps', version: 'v1', kind: 'Deployment' },
      resource: { group: 'apps', version: 'v1', resource: 'deployments' },
      ...(subResource === undefined ? {} : { subResource }),
      name: 'web',
      namespace,
      operation,
      userInfo: { username: 'admin', groups: ['system:masters'] },
      object,
      oldObject,
      dryRun: false,
      options: { kind: 'CreateOptions', apiVersion: 'meta.k8s.io/v1' },
    },
  })
}

/** What a container needs so that no built-in rule finds anything. */
export const hardened: JsonObject = {
  name: 'app',
  image: 'registry.local/app:1.4.2',
  resources: { limits: { memory: '64Mi' } },
  securityContext: {
    allowPrivilegeEscalation: false,
    readOnlyRootFilesystem: true,
    runAsNonRoot: true,
    seccompProfile: { type: 'RuntimeDefault' },
    capabilities: { drop: ['ALL'] },
  },
}

/** Lacks only what is safe to add: `drop: [ALL]` for a process that can gain nothing. */
export const healable: JsonObject = {
  ...hardened,
  securityContext: {
    allowPrivilegeEscalation: false,
    readOnlyRootFilesystem: true,
    runAsNonRoot: true,
    seccompProfile: { type: 'RuntimeDefault' },
  },
}

export const privileged: JsonObject = { ...hardened, securityContext: { privileged: true } }

export function pod(container: JsonObject, metadata: JsonObject = { name: 'web' }): JsonObject {
  const spec = { automountServiceAccountToken: false, containers: [container] }
  return { kind: 'Pod', apiVersion: 'v1', metadata: { namespace: 'default', ...metadata }, spec }
}

export function deployment(container: JsonObject, metadata: JsonObject = { name: 'web' }): JsonObject {
  return {
    kind: 'Deployment',
    apiVersion: 'apps/v1',
    metadata: { namespace: 'default', ...metadata },
    spec: {
      replicas: 2,
      selector: { matchLabels: { app: 'web' } },
      template: {
        metadata: { labels: { app: 'web' } },
        spec: { automountServiceAccountToken: false, containers: [container] },
      },
    },
  }
}

export interface Response {
  readonly uid: string
  readonly allowed: boolean
  readonly status?: { readonly code: number; readonly reason: string; readonly message: string }
  readonly warnings?: readonly string[]
  readonly patchType?: string
  readonly patch?: string
  readonly auditAnnotations?: { readonly [key: string]: string }
}

export function responseOf(body: string): Response {
  return JSON.parse(body).response
}
