# METADATA
# title: Process may gain more privileges than its parent
# description: >-
#   Unless allowPrivilegeEscalation is false, a process of the container may become root through a setuid program or a
#   program with file capabilities.
# related_resources:
#   - https://kubernetes.io/docs/tasks/configure-pod-container/security-context/
# custom:
#   id: kubernetes/allow-privilege-escalation
#   severity: high
#   resources: [Pod, PodTemplate, Deployment, StatefulSet, DaemonSet, ReplicaSet, ReplicationController, Job, CronJob]
#   fix: unsafe
#   aliases: [AVD-KSV-0001, CKV_K8S_20, kics:5572cc5e-1e4c-4113-92a6-7a8a3bd25e6d]
#   controls: {cis-kubernetes-1.8: ["5.2.6"], pod-security-standards: [restricted]}
package regraft.kubernetes.allow_privilege_escalation.kubernetes

import data.regraft.fix
import data.regraft.pod

deny contains object.union(finding, _proposal(container)) if {
	some container in pod.containers
	not container.security.allowPrivilegeEscalation == false
	pod.linux
	finding := {
		"message": $"processes of container {container.name} may gain privileges",
		"path": array.concat(container.path, ["securityContext", "allowPrivilegeEscalation"]),
	}
}

# The API server refuses `false` beside these two, which have to go first; SYS_ADMIN in its usual spelling it takes.
_proposal(container) := {} if {
	container.security.privileged == true
} else := {} if {
	"CAP_SYS_ADMIN" in container.security.capabilities.add
} else := {"fix": fix.unsafe(fix.set(false), "Forbid privilege escalation", _breaks(container))}

# Changing the user takes no capability: a setuid bit does it with an empty bounding set too.
_breaks(container) := "programs with a setuid or setgid bit no longer run as their owner or group" if {
	pod.drops_all(container)
	count(pod.added_capabilities(container)) == 0
} else := "sudo, su, ping and other programs with setuid or file capabilities stop gaining them"
