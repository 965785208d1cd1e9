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
#   fix: safe
#   aliases: [AVD-KSV-0012, CKV_K8S_23, kics:cf34805e-3872-4c08-bf92-6ff7bb0cfadb]
#   controls: {cis-kubernetes-1.8: ["5.2.7"], pod-security-standards: [restricted]}
package regraft.kubernetes.run_as_non_root.kubernetes

import data.regraft.fix
import data.regraft.pod

# Once for the pod, where its word would hold for every container.
deny contains object.union(
	{
		"message": "containers may run as root: the pod does not forbid it",
		"path": array.concat(pod.path, ["securityContext", "runAsNonRoot"]),
	},
	_proposal(pod.containers, pod.path, object.get(pod.security, "runAsUser", null)),
) if {
	_needed
	not _outspoken
	count(pod.containers) > 0
}

# For each container where one speaks for itself already, or asks for root and would not start if the pod forbade it.
deny contains object.union(
	{
		"message": $"container {container.name} may run as root",
		"path": array.concat(container.path, ["securityContext", "runAsNonRoot"]),
	},
	_proposal([container], container.path, object.get(container.security, "runAsUser", null)),
) if {
	_outspoken
	some container in pod.containers
	_open(object.get(container.security, "runAsNonRoot", null))
}

_needed if not pod.security.runAsNonRoot == true

_outspoken if {
	some container in pod.containers
	_speaks(container)
}

_speaks(container) if object.get(container.security, "runAsNonRoot", null) != null

_speaks(container) if {
	container.security.runAsUser == 0
	_needed
}

# Not true, and the pod's word does not stand in for it.
_open(null) if _needed

_open(value) if {
	value != null
	value != true
}

# Every one of them has a user id above 0 already: what is written only says what holds.
_proposal(concerned, _, _) := {"severity": "low", "fix": fix.safe(fix.set(true), _title)} if _settled(concerned)

_proposal(concerned, _, user) := {"fix": fix.unsafe(
	fix.set(true),
	_title,
	"a container whose image runs as root does not start any more",
)} if {
	not _settled(concerned)
	user != 0
}

_proposal(concerned, path, user) := {"fix": fix.manual(
	fix.all([
		fix.at(fix.set(fix.input_value("user_id")), array.concat(path, ["securityContext", "runAsUser"])),
		fix.at(fix.set(true), array.concat(path, ["securityContext", "runAsNonRoot"])),
	]),
	"Run as another user",
	"it runs as user 0 now; only its owner knows a user that may read and write what it needs",
	{"user_id": {"type": "number", "description": "User id above 0 that the image can run as"}},
)} if {
	not _settled(concerned)
	user == 0
}

_title := "Refuse to start as root"

_settled(concerned) if {
	count([1 |
		some container in concerned
		not pod.positive(pod.effective(container, "runAsUser"))
	]) == 0
}
