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
	_some_silent
	pod.linux
	finding := {
		"message": "containers run without a seccomp profile",
		"path": array.concat(pod.path, ["securityContext", "seccompProfile"]),
		"fix": _confine(fix.ensure({"type": "RuntimeDefault"})),
	}
}

deny contains finding if {
	pod.security.seccompProfile.type == "Unconfined"
	pod.linux
	finding := {
		"message": "the pod asks for no seccomp profile",
		"path": array.concat(pod.path, ["securityContext", "seccompProfile", "type"]),
		"fix": _confine(fix.set("RuntimeDefault")),
	}
}

deny contains finding if {
	some container in pod.containers
	container.security.seccompProfile.type == "Unconfined"
	pod.linux
	finding := {
		"message": $"container {container.name} asks for no seccomp profile",
		"path": array.concat(container.path, ["securityContext", "seccompProfile", "type"]),
		"fix": _confine(fix.set("RuntimeDefault")),
	}
}

_some_silent if {
	some container in pod.containers
	not container.security.seccompProfile.type
}

_confine(operation) := fix.unsafe(
	operation,
	"Use the runtime's default profile",
	"a program that makes a system call which the profile blocks (namespaces, tracing, io_uring) fails",
)
