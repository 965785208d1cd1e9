# METADATA
# title: Container adds SYS_ADMIN
# description: >-
#   CAP_SYS_ADMIN allows mounting, namespaces and much of what root may do on the node: it is privileged by another name.
# related_resources:
#   - https://man7.org/linux/man-pages/man7/capabilities.7.html
# custom:
#   id: kubernetes/sys-admin
#   severity: high
#   resources: [Pod, PodTemplate, Deployment, StatefulSet, DaemonSet, ReplicaSet, ReplicationController, Job, CronJob]
#   fix: unsafe
#   aliases: [AVD-KSV-0005, CKV_K8S_39, kics:235236ee-ad78-4065-bd29-61b061f28ce0]
#   controls: {pod-security-standards: [baseline]}
package regraft.kubernetes.sys_admin.kubernetes

import data.regraft.fix
import data.regraft.pod

deny contains finding if {
	some container in pod.containers
	powers := [capability.written |
		some capability in pod.added_capabilities(container)
		capability.name in {"ALL", "SYS_ADMIN"}
	]
	count(powers) > 0
	pod.linux
	names := concat(", ", powers)
	finding := {
		"message": $"container {container.name} adds {names}",
		"path": array.concat(container.path, ["securityContext", "capabilities", "add"]),
		"fix": fix.unsafe(
			fix.all([fix.remove_item(written) | some written in powers]),
			$"Do not add {names}",
			"a program that mounts, traces or makes namespaces fails",
		),
	}
}
