# METADATA
# title: Container adds capabilities beyond the default
# description: >-
#   Capabilities outside the runtime's default set reach past the container: raw network access, the node's clock, other
#   processes' memory.
# related_resources:
#   - https://kubernetes.io/docs/concepts/security/pod-security-standards/
# custom:
#   id: kubernetes/added-capabilities
#   severity: medium
#   resources: [Pod, PodTemplate, Deployment, StatefulSet, DaemonSet, ReplicaSet, ReplicationController, Job, CronJob]
#   fix: unsafe
#   aliases: [AVD-KSV-0022, CKV_K8S_25, kics:19ebaa28-fc86-4a58-bcfa-015c9e22fe40]
#   controls: {cis-kubernetes-1.8: ["5.2.9"], pod-security-standards: [baseline]}
package regraft.kubernetes.added_capabilities.kubernetes

import data.regraft.fix
import data.regraft.pod

# What the Pod Security Standards' baseline allows to be added. SYS_ADMIN and ALL are kubernetes/sys-admin's.
_accepted := {
	"ALL",
	"AUDIT_WRITE",
	"CHOWN",
	"DAC_OVERRIDE",
	"FOWNER",
	"FSETID",
	"KILL",
	"MKNOD",
	"NET_BIND_SERVICE",
	"SETFCAP",
	"SETGID",
	"SETPCAP",
	"SETUID",
	"SYS_ADMIN",
	"SYS_CHROOT",
}

deny contains finding if {
	some container in pod.containers
	excess := [capability.written |
		some capability in pod.added_capabilities(container)
		not capability.name in _accepted
	]
	count(excess) > 0
	pod.linux
	names := concat(", ", excess)
	finding := {
		"message": $"container {container.name} adds {names}",
		"path": array.concat(container.path, ["securityContext", "capabilities", "add"]),
		"fix": fix.unsafe(
			fix.all([fix.remove_item(written) | some written in excess]),
			$"Do not add {names}",
			"a program that uses the capability fails",
		),
	}
}
