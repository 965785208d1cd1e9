# METADATA
# title: Container may run as root
# description: >-
#   A process that runs as root inside the container is root on the node as soon as it finds a way out. With runAsNonRoot
#   the kubelet refuses to start a container whose user is root.
# related_resources:
#   - https://kubernetes.io/docs/concepts/security/pod-security-standards/
# custom:
#   id: kubernetes/run-as-non-root
#   severity: medium
#   resources: [Pod, PodTemplate, Deployment, StatefulSet, DaemonSet, ReplicaSet, ReplicationController, Job, CronJob]
#   fix: unsafe
#   aliases: [AVD-KSV-0012, CKV_K8S_23, kics:cf34805e-3872-4c08-bf92-6ff7bb0cfadb]
#   controls: {cis-kubernetes-1.8: ["5.2.7"], pod-security-standards: [restricted]}
package regraft.kubernetes.run_as_non_root.kubernetes

import data.regraft.fix
import data.regraft.pod

# The pod's user is root, and some container takes it.
deny contains object.union(_weight, finding) if {
	_asks_for_root(pod.security)
	some container in pod.containers
	object.get(container.security, "runAsUser", null) == null
	not pod.non_root(container)
	finding := {
		"message": $"containers run as root{_where}: the pod's runAsUser is 0",
		"path": array.concat(pod.path, ["securityContext", "runAsUser"]),
		"fix": _another_user(pod.path, count([other | some other in pod.containers; _asks_for_root(other.security)]) == 0),
	}
}

# The container's own user is root.
deny contains object.union(_weight, finding) if {
	some container in pod.containers
	_asks_for_root(container.security)
	not pod.non_root(container)
	finding := {
		"message": $"container {container.name} runs as root{_where}: its runAsUser is 0",
		"path": array.concat(container.path, ["securityContext", "runAsUser"]),
		"fix": _another_user(container.path, true),
	}
}

# The image decides. Once for the pod, where its word holds for every container and keeps none from starting.
deny contains object.union(_weight, finding) if {
	count(_undecided) > 0
	not _outspoken
	finding := {
		"message": $"containers may run as root{_where}: the pod does not forbid it",
		"path": array.concat(pod.path, ["securityContext", "runAsNonRoot"]),
		"fix": _forbid,
	}
}

# For each container where one speaks for itself already.
deny contains object.union(_weight, finding) if {
	_outspoken
	some container in _undecided
	finding := {
		"message": $"container {container.name} may run as root{_where}",
		"path": array.concat(container.path, ["securityContext", "runAsNonRoot"]),
		"fix": _forbid,
	}
}

# Asks for user 0, or for one that is not known offline: the host then calls the finding undetermined.
_asks_for_root(security) if security.runAsUser == 0

_asks_for_root(security) if pod.unknown(security.runAsUser)

# Containers of which neither their own security context nor the pod's says who they run as.
_undecided := [container |
	some container in pod.containers
	not pod.non_root(container)
	not _asks_for_root({"runAsUser": pod.effective(container, "runAsUser")})
]

_outspoken if {
	some container in pod.containers
	object.get(container.security, "runAsNonRoot", null) != null
}

_outspoken if {
	some container in pod.containers
	_asks_for_root(container.security)
}

# With user ids of the pod's own, root in it is an ordinary user outside of it.
_weight := {"severity": "low"} if {
	pod.spec.hostUsers == false
} else := {}

_where := ", in a user namespace of the pod's own" if {
	pod.spec.hostUsers == false
} else := ""

_forbid := fix.unsafe(
	fix.set(true),
	"Refuse to start as root",
	"a container whose image runs as root does not start any more",
)

# `runAsNonRoot` alone would only keep user 0 from starting.
_another_user(path, alone) := fix.manual(
	fix.all(array.concat(
		[fix.at(fix.set(fix.input_value("user_id")), array.concat(path, ["securityContext", "runAsUser"]))],
		[fix.at(fix.set(true), array.concat(path, ["securityContext", "runAsNonRoot"])) | alone],
	)),
	"Run as another user",
	"it runs as user 0 now; only its owner knows a user that may read and write what it needs",
	{"user_id": {"type": "number", "description": "User id above 0 that the image can run as"}},
)
