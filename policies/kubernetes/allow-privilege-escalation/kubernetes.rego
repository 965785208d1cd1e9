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
#   fix: safe
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

# The API server refuses `false` together with privileged or SYS_ADMIN: those have to go first.
_proposal(container) := {} if {
	pod.privileged(container)
} else := _safe if {
	_gains_nothing(container)
} else := _unsafe

_safe := {"fix": fix.safe(fix.set(false), _title)}

_unsafe := {"fix": fix.unsafe(
	fix.set(false),
	_title,
	"sudo, su, ping and other programs with setuid or file capabilities stop gaining them",
)}

_title := "Forbid privilege escalation"

# Nothing can be gained when the bounding set is empty; unless someone asked for it.
_gains_nothing(container) if {
	pod.drops_all(container)
	count(pod.added_capabilities(container)) == 0
	not container.security.allowPrivilegeEscalation
}
