# METADATA
# title: Container runs without a seccomp profile
# description: >-
#   Unless the manifest or the kubelet says otherwise a container may make every system call of the kernel, also those
#   that the runtime's default profile keeps from containers since they have led out of them.
# related_resources:
#   - https://kubernetes.io/docs/tutorials/security/seccomp/
# custom:
#   id: kubernetes/seccomp-profile
#   severity: medium
#   resources: [Pod, PodTemplate, Deployment, StatefulSet, DaemonSet, ReplicaSet, ReplicationController, Job, CronJob]
#   fix: unsafe
#   aliases: [AVD-KSV-0030, CKV_K8S_31, kics:f377b83e-bd07-4f48-a591-60c82b14a78b]
#   controls: {cis-kubernetes-1.8: ["5.7.2"], pod-security-standards: [restricted]}
package regraft.kubernetes.seccomp_profile.kubernetes

import data.regraft.fix
import data.regraft.pod

# The pod says nothing, and some container neither.
deny contains finding if {
	not pod.security.seccompProfile.type
	count(_silent) > 0
	pod.linux
	annotations := _present(array.concat([_pod_annotation], [_annotation(container) | some container in _silent]))
	finding := {
		"message": concat("", ["containers run without a seccomp profile", _ignored(annotations)]),
		"path": array.concat(pod.path, ["securityContext", "seccompProfile"]),
		"related": [_annotation_path(key) | some key in annotations],
		"fix": _confine(fix.ensure({"type": "RuntimeDefault"}), annotations),
	}
}

deny contains finding if {
	pod.security.seccompProfile.type == "Unconfined"
	pod.linux
	finding := {
		"message": "the pod asks for no seccomp profile",
		"path": array.concat(pod.path, ["securityContext", "seccompProfile", "type"]),
		"fix": _confine(fix.set("RuntimeDefault"), _present([_pod_annotation])),
	}
}

deny contains finding if {
	some container in pod.containers
	container.security.seccompProfile.type == "Unconfined"
	pod.linux
	finding := {
		"message": $"container {container.name} asks for no seccomp profile",
		"path": array.concat(container.path, ["securityContext", "seccompProfile", "type"]),
		"fix": _confine(fix.set("RuntimeDefault"), _present([_annotation(container)])),
	}
}

_silent := [container |
	some container in pod.containers
	not container.security.seccompProfile.type
]

# What said it before there was a field for it.
_pod_annotation := "seccomp.security.alpha.kubernetes.io/pod"

_annotation(container) := concat("", ["container.seccomp.security.alpha.kubernetes.io/", container.name])

_present(keys) := [key | some key in keys; pod.annotation(key) != null]

_annotation_path(key) := array.concat(pod.annotations_path, [key])

_ignored([]) := ""

_ignored(annotations) := ": the annotation for it is ignored since Kubernetes 1.27" if count(annotations) > 0

# The API server refuses a field and an annotation that differ: those that say something else go with it.
_confine(operation, annotations) := fix.unsafe(
	fix.all(array.concat([operation], _removals(_differing(annotations)))),
	_title(_differing(annotations)),
	"a program that makes a system call which the profile blocks (namespaces, tracing, io_uring) fails",
)

_title([]) := "Use the runtime's default profile"

_title(annotations) := "Use the runtime's default profile instead of the annotation" if count(annotations) > 0

_differing(annotations) := [key |
	some key in annotations
	not pod.annotation(key) in {"docker/default", "runtime/default"}
]

# No empty map stays behind.
_removals(annotations) := [fix.at(fix.remove, pod.annotations_path)] if {
	count(annotations) > 0
	count(annotations) == count(object.get(input, pod.annotations_path, {}))
} else := [fix.at(fix.remove, _annotation_path(key)) | some key in annotations]
