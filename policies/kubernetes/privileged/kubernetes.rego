# METADATA
# title: Container runs privileged
# description: >-
#   A privileged container has every capability, every device of the node and no seccomp, AppArmor or SELinux
#   confinement: whoever controls it controls the node.
# related_resources:
#   - https://kubernetes.io/docs/concepts/security/pod-security-standards/
# custom:
#   id: kubernetes/privileged
#   severity: high
#   resources: [Pod, PodTemplate, Deployment, StatefulSet, DaemonSet, ReplicaSet, ReplicationController, Job, CronJob]
#   fix: unsafe
#   aliases: [AVD-KSV-0017, CKV_K8S_16, kics:dd29336b-fe57-445b-a26e-e6aa867ae609]
#   controls: {cis-kubernetes-1.8: ["5.2.2"], pod-security-standards: [baseline]}
package regraft.kubernetes.privileged.kubernetes

import data.regraft.fix
import data.regraft.pod

deny contains finding if {
	some container in pod.containers
	pod.may_be_true(container.security.privileged)
	pod.linux
	finding := {
		"message": $"container {container.name} runs privileged",
		"path": array.concat(container.path, ["securityContext", "privileged"]),
		"fix": _fix,
	}
}

_fix := fix.unsafe(
	fix.set(false),
	"Run it without privileges",
	"a container that mounts file systems, loads modules or manages the node's network stops working",
)
