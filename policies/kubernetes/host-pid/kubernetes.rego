# METADATA
# title: Pod sees the node's processes
# description: >-
#   In the node's process namespace a container sees, signals and, as root, inspects every process of the node.
# related_resources:
#   - https://kubernetes.io/docs/concepts/security/pod-security-standards/
# custom:
#   id: kubernetes/host-pid
#   severity: high
#   resources: [Pod, PodTemplate, Deployment, StatefulSet, DaemonSet, ReplicaSet, ReplicationController, Job, CronJob]
#   fix: unsafe
#   aliases: [AVD-KSV-0010, CKV_K8S_17, kics:302736f4-b16c-41b8-befe-c0baffa0bd9d]
#   controls: {cis-kubernetes-1.8: ["5.2.3"], pod-security-standards: [baseline]}
package regraft.kubernetes.host_pid.kubernetes

import data.regraft.fix
import data.regraft.pod

deny contains finding if {
	pod.may_be_true(pod.spec.hostPID)
	pod.linux
	finding := {
		"message": "the pod sees the node's processes",
		"path": array.concat(pod.path, ["hostPID"]),
		"fix": fix.unsafe(
			fix.set(false),
			"Give the pod a namespace of its own",
			"an agent that watches or signals processes of the node sees only its own",
		),
	}
}
