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
	not _limits(container.value)
	not _limits(pod.spec)
	finding := {
		"message": concat("", [$"container {container.name} has no memory limit", _zero(container.value)]),
		"path": array.concat(container.path, ["resources", "limits", "memory"]),
		"fix": _fix,
	}
}

# The container has a limit, or the whole pod, which holds for all of its containers. The runtime takes 0 for none.
_limits(holder) if {
	limit := _limit(holder)
	limit != null
	not _is_zero(limit)
}

_limit(holder) := object.get(holder, ["resources", "limits", "memory"], null)

_is_zero(quantity) if quantity == 0

# The first character is cheap to look at: nearly all limits are none of these.
_is_zero(quantity) if {
	is_string(quantity)
	substring(quantity, 0, 1) in {"+", "-", ".", "0"}
	regex.match(`^[-+]?(0+\.?0*|\.0+)([numkKMGTPE]i?|[eE][-+]?[0-9]+)?$`, quantity)
}

_zero(holder) := ": 0 is none" if {
	_is_zero(_limit(holder))
} else := ""

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
