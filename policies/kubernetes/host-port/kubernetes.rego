# METADATA
# title: Container takes a port of the node
# description: >-
#   A host port is reachable by whoever reaches the node, past services and most network policies, and lets only one such
#   pod run on a node.
# related_resources:
#   - https://kubernetes.io/docs/concepts/configuration/overview/
# custom:
#   id: kubernetes/host-port
#   severity: low
#   resources: [Pod, PodTemplate, Deployment, StatefulSet, DaemonSet, ReplicaSet, ReplicationController, Job, CronJob]
#   fix: unsafe
#   aliases: [AVD-KSV-0024, CKV_K8S_26, kics:2b1836f1-dcce-416e-8e16-da8c71920633]
#   controls: {cis-kubernetes-1.8: ["5.2.13"], pod-security-standards: [baseline]}
package regraft.kubernetes.host_port.kubernetes

import data.regraft.fix
import data.regraft.pod

deny contains finding if {
	some container in pod.containers
	some i, port in container.value.ports
	pod.positive(port.hostPort)
	finding := {
		"message": $"container {container.name} takes port {port.hostPort} of the node",
		"path": array.concat(container.path, ["ports", i, "hostPort"]),
		"fix": _fix,
	}
}

_fix := fix.unsafe(
	fix.remove,
	"Do not take a port of the node",
	"whoever reaches the pod by the node's address no longer does; a service has to stand before it",
)
