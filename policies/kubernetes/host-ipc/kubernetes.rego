# METADATA
# title: Pod shares the node's memory segments
# description: >-
#   In the node's IPC namespace a container reads and writes shared memory of the node's processes and of other pods there.
# related_resources:
#   - https://kubernetes.io/docs/concepts/security/pod-security-standards/
# custom:
#   id: kubernetes/host-ipc
#   severity: medium
#   resources: [Pod, PodTemplate, Deployment, StatefulSet, DaemonSet, ReplicaSet, ReplicationController, Job, CronJob]
#   fix: unsafe
#   aliases: [AVD-KSV-0008, CKV_K8S_18, kics:cd290efd-6c82-4e9d-a698-be12ae31d536]
#   controls: {cis-kubernetes-1.8: ["5.2.4"], pod-security-standards: [baseline]}
package regraft.kubernetes.host_ipc.kubernetes

import data.regraft.fix
import data.regraft.pod

deny contains finding if {
	pod.may_be_true(pod.spec.hostIPC)
	pod.linux
	finding := {
		"message": "the pod shares the node's memory segments",
		"path": array.concat(pod.path, ["hostIPC"]),
		"fix": fix.unsafe(
			fix.set(false),
			"Give the pod a namespace of its own",
			"programs that share memory with processes of the node no longer reach them",
		),
	}
}
