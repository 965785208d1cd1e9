# METADATA
# title: Container keeps the runtime's default capabilities
# description: >-
#   A container starts with a dozen capabilities that few programs need. Dropping all of them and adding back what is
#   needed leaves an intruder nothing.
# related_resources:
#   - https://kubernetes.io/docs/concepts/security/pod-security-standards/
# custom:
#   id: kubernetes/drop-all-capabilities
#   severity: low
#   resources: [Pod, PodTemplate, Deployment, StatefulSet, DaemonSet, ReplicaSet, ReplicationController, Job, CronJob]
#   fix: safe
#   aliases: [AVD-KSV-0003, CKV_K8S_37, kics:268ca686-7fb7-4ae9-b129-955a2a89064e]
#   controls: {pod-security-standards: [restricted]}
package regraft.kubernetes.drop_all_capabilities.kubernetes

import data.regraft.fix
import data.regraft.pod

deny contains finding if {
	some container in pod.containers
	not pod.drops_all(container)
	pod.linux
	finding := {
		"message": $"container {container.name} does not drop all capabilities",
		"path": array.concat(container.path, ["securityContext", "capabilities", "drop"]),
		"fix": _fix(container),
	}
}

_fix(container) := _safe if {
	_has_none(container)
} else := _unsafe

_safe := fix.safe(fix.ensure_item("ALL", "ALL"), _title)

_unsafe := fix.unsafe(
	fix.ensure_item("ALL", "ALL"),
	_title,
	"a process that runs as root loses what it could do as root: change owners, bind low ports, switch users, ping",
)

_title := "Drop all capabilities"

# A process that is not root has no capability of its own, and none to gain: dropping them takes nothing away.
_has_none(container) if {
	pod.non_root(container)
	container.security.allowPrivilegeEscalation == false
	count(pod.added_capabilities(container)) == 0
}
