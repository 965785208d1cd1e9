# METADATA
# title: Pods
# description: |
#   The pod that a manifest runs, whatever its kind, and its containers, each with its path from the manifest's root.
#   Everything here is about `input` and is computed once for all rules that ask.
package regraft.pod

# Where the pod's spec is. Undefined for what runs no pod. Told kind by kind: Wasm would build a table anew for each input.
path := ["spec"] if {
	input.kind == "Pod"
	_workload_group
}

path := ["template", "spec"] if {
	input.kind == "PodTemplate"
	_workload_group
}

path := ["spec", "template", "spec"] if {
	_has_template
	_workload_group
}

path := ["spec", "jobTemplate", "spec", "template", "spec"] if {
	input.kind == "CronJob"
	_workload_group
}

_has_template if input.kind == "Deployment"

_has_template if input.kind == "StatefulSet"

_has_template if input.kind == "DaemonSet"

_has_template if input.kind == "ReplicaSet"

_has_template if input.kind == "ReplicationController"

_has_template if input.kind == "Job"

# Other groups have kinds of the same names with other shapes.
_workload_group if not input.apiVersion

_workload_group if input.apiVersion == "v1"

_workload_group if input.apiVersion == "apps/v1"

_workload_group if input.apiVersion == "apps/v1beta1"

_workload_group if input.apiVersion == "apps/v1beta2"

_workload_group if input.apiVersion == "batch/v1"

_workload_group if input.apiVersion == "batch/v1beta1"

_workload_group if input.apiVersion == "batch/v2alpha1"

_workload_group if input.apiVersion == "extensions/v1beta1"

# The pod's spec.
spec := found if {
	found := object.get(input, path, null)
	is_object(found)
}

# Where the annotations of the pod are: a workload's stand in its template.
annotations_path := array.concat(array.slice(path, 0, count(path) - 1), ["metadata", "annotations"])

# An annotation of the pod, null when there is none.
annotation(key) := object.get(input, array.concat(annotations_path, [key]), null)

# The pod's own security context, empty when there is none.
security := _object(spec, "securityContext")

# What a pod with `os.name: windows` must not set does not concern it; neither does it concern pods that only Windows
# nodes take.
default linux := true

linux := false if spec.os.name == "windows"

linux := false if spec.nodeSelector["kubernetes.io/os"] == "windows"

# HostProcess is Windows' own, and the API server takes it only with `hostNetwork: true`.
linux := false if security.windowsOptions.hostProcess == true

linux := false if {
	some container in containers
	container.security.windowsOptions.hostProcess == true
}

# Every container: `{path, value, name, group, security}`. `security` is its security context, empty when there is none.
containers := array.concat(
	array.concat(_containers("initContainers"), _containers("containers")),
	_containers("ephemeralContainers"),
)

# An item with `$patch` says what a strategic merge patch does with a container; it is none.
_containers(group) := [container |
	some i, value in spec[group]
	is_object(value)
	not value["$patch"]
	container := {
		"path": array.concat(path, [group, i]),
		"value": value,
		"name": _name(value, i),
		"group": group,
		"security": _object(value, "securityContext"),
	}
]

_name(value, i) := value.name if {
	is_string(value.name)
} else := $"number {i + 1}"

# The object at a key, empty when it is absent, null or something else.
_object(value, key) := found if {
	found := object.get(value, key, {})
	is_object(found)
}

_object(value, key) := {} if not is_object(object.get(value, key, {}))

# Cannot be resolved offline.
unknown(value) if is_string(value["$unknown"])

# True, or unknown: the finding at its path is then reported as undetermined.
may_be_true(value) if value == true

may_be_true(value) if unknown(value)

# A field of the container's security context, else the pod's, else null.
effective(container, field) := value if {
	value := object.get(container.security, field, null)
	value != null
}

effective(container, field) := object.get(security, field, null) if {
	object.get(container.security, field, null) == null
}

# Capabilities that the container adds: `name` in upper case without the prefix that some runtimes take, and as `written`.
added_capabilities(container) := [{"name": _capability(name), "written": name} |
	some name in object.get(container.security, ["capabilities", "add"], [])
	is_string(name)
]

_capability(name) := trim_prefix(upper(name), "CAP_")

# The container gives up all capabilities.
drops_all(container) if {
	some name in object.get(container.security, ["capabilities", "drop"], [])
	is_string(name)
	upper(name) == "ALL"
}

# No process of the container starts as root: the kubelet refuses to run it otherwise, or it has another user id.
non_root(container) if effective(container, "runAsNonRoot") == true

non_root(container) if positive(effective(container, "runAsUser"))

positive(value) if {
	is_number(value)
	value > 0
}
