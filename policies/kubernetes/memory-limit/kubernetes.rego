# METADATA
# title: Container has no memory limit
# description: >-
#   A container without a memory limit may use up the node's memory; the kernel then kills processes of other pods.
# related_resources:
#   - https://kubernetes.io/docs/concepts/configuration/manage-resources-containers/
# custom:
#   id: kubernetes/memory-limit
#   severity: medium
#   resources: [Pod, PodTemplate, Deployment, StatefulSet, DaemonSet, ReplicaSet, ReplicationController, Job, CronJob]
#   fix: manual
#   aliases: [AVD-KSV-0018, CKV_K8S_13, kics:b14d1bc4-a208-45db-92f0-e21f8e2588e9]
package regraft.kubernetes.memory_limit.kubernetes

import data.regraft.fix
import data.regraft.pod

deny contains finding if {
	some container in pod.containers
	container.group != "ephemeralContainers"
	object.get(container.value, ["resources", "limits", "memory"], null) == null
	not _pod_limit
	finding := {
		"message": $"container {container.name} has no memory limit",
		"path": array.concat(container.path, ["resources", "limits", "memory"]),
		"fix": _fix,
	}
}

# A limit of the whole pod holds for all of its containers.
_pod_limit if object.get(pod.spec, ["resources", "limits", "memory"], null) != null

_fix := fix.manual(
	fix.set(fix.input_value("memory_limit")),
	"Limit its memory",
	"only its owner knows how much it needs; below that it is killed",
	{"memory_limit": {
		"type": "string",
		"description": "Memory that a container may use at most, such as 256Mi",
		"pattern": "^[1-9][0-9]*(\\.[0-9]+)?(Ki|Mi|Gi|Ti|k|M|G|T)?$",
	}},
)
