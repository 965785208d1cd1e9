import { definePolicy, fix, type PodContainer, podOf } from '../../src/index.ts'

/** policies/kubernetes/allow-privilege-escalation in TypeScript: every container of every kind of workload. */
export const privilegeEscalation = definePolicy({
  id: 'kubernetes/allow-privilege-escalation',
  title: 'Process may gain more privileges than its parent',
  severity: 'high',
  resources: [
    ...(['Pod', 'PodTemplate', 'Deployment', 'StatefulSet', 'DaemonSet'] as const),
    ...(['ReplicaSet', 'ReplicationController', 'Job', 'CronJob'] as const),
  ],
  fix: 'unsafe',
  aliases: ['AVD-KSV-0001', 'CKV_K8S_20', 'kics:5572cc5e-1e4c-4113-92a6-7a8a3bd25e6d'],
  controls: { 'cis-kubernetes-1.8': ['5.2.6'], 'pod-security-standards': ['restricted'] },
  check(manifest, { report }) {
    const pod = podOf(manifest)
    if (!pod?.linux) return
    for (const container of pod.containers) {
      if (container.security['allowPrivilegeEscalation'] === false) continue
      report({
        message: `processes of container ${container.name} may gain privileges`,
        path: [...container.path, 'securityContext', 'allowPrivilegeEscalation'],
        fix: refused(container)
          ? undefined
          : fix.unsafe(fix.set(false), 'Forbid privilege escalation', breaks(container)),
      })
    }
  },
})

/** The API server refuses `false` beside these two. */
function refused({ security, addedCapabilities }: PodContainer): boolean {
  return (
    security['privileged'] === true || addedCapabilities.some(({ written }) => written === 'CAP_SYS_ADMIN')
  )
}

function breaks({ dropsAll, addedCapabilities }: PodContainer): string {
  return dropsAll && addedCapabilities.length === 0
    ? 'programs with a setuid or setgid bit no longer run as their owner or group'
    : 'sudo, su, ping and other programs with setuid or file capabilities stop gaining them'
}
