package regraft.pod_test

import data.regraft.pod

_spec := {
	"initContainers": [{"name": "init"}],
	"containers": [{"name": "main", "securityContext": {"runAsUser": 7}}, {"image": "x"}],
	"ephemeralContainers": [{"name": "debug"}],
}

test_pod_paths if {
	pod.path == ["spec"] with input as {"apiVersion": "v1", "kind": "Pod", "spec": _spec}
	pod.path == ["template", "spec"] with input as {"apiVersion": "v1", "kind": "PodTemplate"}
	every kind in ["Deployment", "StatefulSet", "DaemonSet", "ReplicaSet"] {
		pod.path == ["spec", "template", "spec"] with input as {"apiVersion": "apps/v1", "kind": kind}
	}
	pod.path == ["spec", "template", "spec"] with input as {"apiVersion": "v1", "kind": "ReplicationController"}
	pod.path == ["spec", "template", "spec"] with input as {"apiVersion": "batch/v1", "kind": "Job"}
	pod.path == ["spec", "jobTemplate", "spec", "template", "spec"] with input as {"apiVersion": "batch/v1", "kind": "CronJob"}
	pod.path == ["spec"] with input as {"kind": "Pod"}
}

test_no_pod if {
	not pod.path with input as {"apiVersion": "v1", "kind": "Service"}
	not pod.path with input as {"apiVersion": "batch.volcano.sh/v1alpha1", "kind": "Job"}
	not pod.spec with input as {"apiVersion": "v1", "kind": "Pod", "spec": null}
	pod.containers == [] with input as {"apiVersion": "v1", "kind": "Service"}
}

test_containers if {
	containers := pod.containers with input as {"kind": "Pod", "spec": _spec}
	[container.path | some container in containers] == [
		["spec", "initContainers", 0],
		["spec", "containers", 0],
		["spec", "containers", 1],
		["spec", "ephemeralContainers", 0],
	]
	[container.name | some container in containers] == ["init", "main", "number 2", "debug"]
	containers[1].security == {"runAsUser": 7}
	containers[2].security == {}
}

test_patch_directives_are_no_containers if {
	patch := {"kind": "Pod", "spec": {"containers": [{"name": "old", "$patch": "delete"}, {"name": "a"}]}}
	containers := pod.containers with input as patch
	[container.path | some container in containers] == [["spec", "containers", 1]]
}

test_odd_values if {
	odd := {"kind": "Pod", "spec": {"containers": [null, "x", {"name": "a", "securityContext": null}]}}
	containers := pod.containers with input as odd
	[container.name | some container in containers] == ["a"]
	containers[0].security == {}
	pod.containers == [] with input as {"kind": "Pod", "spec": {"containers": {"$unknown": "var.containers"}}}
}

test_windows if {
	pod.linux with input as {"kind": "Pod", "spec": _spec}
	not pod.linux with input as {"kind": "Pod", "spec": {"os": {"name": "windows"}}}
	not pod.linux with input as {"kind": "Pod", "spec": {"nodeSelector": {"kubernetes.io/os": "windows"}}}
	host_process := {"windowsOptions": {"hostProcess": true}}
	not pod.linux with input as {"kind": "Pod", "spec": {"securityContext": host_process}}
	not pod.linux with input as {"kind": "Pod", "spec": {"containers": [{"securityContext": host_process}]}}
	off := {"windowsOptions": {"hostProcess": false}}
	pod.linux with input as {"kind": "Pod", "spec": {"securityContext": off}}
}

test_annotations_are_the_pods_own if {
	metadata := {"annotations": {"a/b": "c"}}
	pod.annotation("a/b") == "c" with input as {"kind": "Pod", "metadata": metadata, "spec": {}}
	deployment := {"apiVersion": "apps/v1", "kind": "Deployment", "metadata": metadata, "spec": {"template": {}}}
	pod.annotation("a/b") == null with input as deployment
	pod.annotations_path == ["spec", "template", "metadata", "annotations"] with input as deployment
	pod.annotation("a/b") == null with input as {"kind": "Pod", "metadata": {"annotations": null}}
}

_container(security) := {"security": security}

test_effective if {
	silent := {"kind": "Pod", "spec": {"securityContext": {"runAsUser": 5}}}
	pod.effective(_container({"runAsUser": 7}), "runAsUser") == 7 with input as silent
	pod.effective(_container({}), "runAsUser") == 5 with input as silent
	pod.effective(_container({}), "runAsGroup") == null with input as silent
	pod.non_root(_container({})) with input as silent
	not pod.non_root(_container({"runAsUser": 0})) with input as silent
	not pod.non_root(_container({"runAsUser": {"$unknown": "var.user"}})) with input as silent
	pod.non_root(_container({"runAsNonRoot": true})) with input as {"kind": "Pod", "spec": {}}
}

test_capabilities if {
	pod.added_capabilities(_container({"capabilities": {"add": ["net_admin", "CAP_SYS_ADMIN", 7]}})) == [
		{"name": "NET_ADMIN", "written": "net_admin"},
		{"name": "SYS_ADMIN", "written": "CAP_SYS_ADMIN"},
	]
	pod.drops_all(_container({"capabilities": {"drop": ["NET_RAW", "all"]}}))
	not pod.drops_all(_container({"capabilities": {"drop": ["NET_RAW"]}}))
}

test_unknown if {
	pod.may_be_true(true)
	pod.may_be_true({"$unknown": "var.privileged"})
	not pod.may_be_true(false)
}
