# METADATA
# title: Pod uses the node's network
# description: >-
#   In the node's network namespace a container reaches services bound to the node's loopback, sniffs its traffic and escapes network policies.
# related_resources:
#   - https://kubernetes.io/docs/concepts/security/pod-security-standards/
# custom:
#   id: kubernetes/host-network
#   severity: medium
#   resources: [Pod, PodTemplate, Deployment, StatefulSet, DaemonSet, ReplicaSet, ReplicationController, Job, CronJob]
#   fix: unsafe
#   aliases: [AVD-KSV-0009, CKV_K8S_19, kics:6b6bdfb3-c3ae-44cb-88e4-7405c1ba2c8a]
#   controls: {cis-kubernetes-1.8: ["5.2.5"], pod-security-standards: [baseline]}
package regraft.kubernetes.host_network.kubernetes

import data.regraft.fix
import data.regraft.pod

deny contains finding if {
	pod.may_be_true(pod.spec.hostNetwork)
	pod.linux
	finding := {
		"message": "the pod uses the node's network",
		"path": array.concat(pod.path, ["hostNetwork"]),
		"fix": fix.unsafe(
			fix.set(false),
			"Give the pod a namespace of its own",
			"the pod gets an address of its own: whoever reaches it by the node's address, and what it reaches on the node's loopback, breaks",
		),
	}
}
