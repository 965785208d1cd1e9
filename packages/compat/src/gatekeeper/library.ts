/** Path of the generated library and its package. */
export const libraryFile = 'regraft/compat/gatekeeper.rego'
export const library = 'data.regraft.compat.gatekeeper'

/** Kinds of Kubernetes' own groups that stand in no namespace. */
const clusterKinds: readonly string[] = [
  ...['APIService', 'CertificateSigningRequest', 'ClusterRole', 'ClusterRoleBinding', 'ComponentStatus'],
  ...['CSIDriver', 'CSINode', 'CustomResourceDefinition', 'DeviceClass', 'FlowSchema', 'IngressClass'],
  ...['MutatingWebhookConfiguration', 'Namespace', 'Node', 'PersistentVolume', 'PodSecurityPolicy'],
  ...['PriorityClass', 'PriorityLevelConfiguration', 'ResourceSlice', 'RuntimeClass', 'StorageClass'],
  ...['ValidatingAdmissionPolicy', 'ValidatingAdmissionPolicyBinding', 'ValidatingWebhookConfiguration'],
  'VolumeAttachment',
]

/**
 * What Gatekeeper does around a template's Rego: the review of an object, which objects a `match` selects, the inventory.
 * The rules of `match` are those of pkg/mutation/match/match.go of open-policy-agent/gatekeeper.
 */
export const libraryText: string = `package regraft.compat.gatekeeper

cluster_kinds := {${clusterKinds.map((kind) => `"${kind}"`).join(', ')}}

# An AdmissionReview in a file is a request as it stands; any other object is one that is about to be created.
review(resource) := resource.request if {
	resource.kind == "AdmissionReview"
	group(resource) == "admission.k8s.io"
} else := object.union_n([request, name, namespace]) if {
	request := {
		"kind": {"group": group(resource), "version": version(resource), "kind": resource.kind},
		"operation": "CREATE",
		"object": object.remove(resource, ["$address"]),
	}
	name := {"name": value | value := resource.metadata.name}
	namespace := {"namespace": value | value := resource.metadata.namespace}
}

group(object) := split(object.apiVersion, "/")[0] if contains(object.apiVersion, "/") else := ""

version(object) := split(object.apiVersion, "/")[1] if contains(object.apiVersion, "/") else := object.apiVersion

# The object that a request is about: the old one where it is deleted.
subject(request) := request.object if is_object(request.object) else := request.oldObject

matches(request, match) if {
	object := subject(request)
	kind_matches(object, object_get(match, "kinds", []))
	scope_matches(object, object_get(match, "scope", "*"))
	namespace_matches(object, object_get(match, "namespaces", []))
	not namespace_excluded(object, object_get(match, "excludedNamespaces", []))
	label_selector_matches(object, match)
	namespace_selector_matches(object, match)
	name_matches(object, object_get(match, "name", ""))
	object_get(match, "source", "All") != "Generated"
}

object_get(object, key, otherwise) := value if {
	value := object[key]
	value != null
} else := otherwise

kind_matches(_, []) := true

kind_matches(object, kinds) if {
	some each in kinds
	listed(object_get(each, "kinds", []), object.kind)
	listed(object_get(each, "apiGroups", []), group(object))
}

listed([], _) := true

listed(names, name) if {
	some each in names
	each in {"*", name}
}

is_namespace(object) if {
	object.kind == "Namespace"
	object.apiVersion == "v1"
}

# Whether it stands in a namespace: it says so, or its kind always does.
namespaced(object) if object.metadata.namespace != ""

namespaced(object) if {
	builtin_group(group(object))
	not object.kind in cluster_kinds
}

builtin_group(name) if not contains(name, ".")

builtin_group(name) if endswith(name, ".k8s.io")

scope_matches(object, "Cluster") if not namespaced(object)

scope_matches(object, "Namespaced") if namespaced(object)

scope_matches(_, scope) if not scope in {"Cluster", "Namespaced"}

namespace_of(object) := object.metadata.name if is_namespace(object) else := name if {
	name := object.metadata.namespace
	name != ""
}

namespace_matches(_, []) := true

namespace_matches(object, _) if not namespace_of(object)

namespace_matches(object, globs) if {
	name := namespace_of(object)
	some each in globs
	wildcard(each, name)
}

namespace_excluded(object, globs) if {
	name := namespace_of(object)
	some each in globs
	wildcard(each, name)
}

name_matches(_, "") := true

name_matches(object, glob) if {
	glob != ""
	wildcard(glob, object_get(object.metadata, "name", ""))
}

# A star at either end, or both, stands for any text.
wildcard(glob, text) if {
	not startswith(glob, "*")
	not endswith(glob, "*")
	glob == text
}

wildcard(glob, text) if {
	startswith(glob, "*")
	not endswith(glob, "*")
	endswith(text, trim_prefix(glob, "*"))
}

wildcard(glob, text) if {
	endswith(glob, "*")
	not startswith(glob, "*")
	startswith(text, trim_suffix(glob, "*"))
}

wildcard(glob, text) if {
	startswith(glob, "*")
	endswith(glob, "*")
	contains(text, trim(glob, "*"))
}

label_selector_matches(object, match) if {
	selected(object_get(match, "labelSelector", {}), object_get(object_get(object, "metadata", {}), "labels", {}))
}

namespace_selector_matches(_, match) if object_get(match, "namespaceSelector", {}) == {}

namespace_selector_matches(object, match) if {
	match.namespaceSelector
	not is_namespace(object)
	not namespaced(object)
}

namespace_selector_matches(object, match) if {
	is_namespace(object)
	selected(match.namespaceSelector, object_get(object.metadata, "labels", {}))
}

# The labels of a namespace are those of its manifest: without one nobody can tell.
namespace_selector_matches(object, match) if {
	not is_namespace(object)
	namespace := inventory.cluster.v1.Namespace[object.metadata.namespace]
	selected(match.namespaceSelector, object_get(namespace.metadata, "labels", {}))
}

selected(selector, labels) if {
	every key, value in object_get(selector, "matchLabels", {}) {
		labels[key] == value
	}
	every expression in object_get(selector, "matchExpressions", []) {
		holds(expression, labels)
	}
}

holds(expression, labels) if {
	expression.operator == "In"
	labels[expression.key] in expression.values
}

holds(expression, labels) if {
	expression.operator == "NotIn"
	not labels[expression.key] in expression.values
}

holds(expression, labels) if {
	expression.operator == "Exists"
	expression.key in object.keys(labels)
}

holds(expression, labels) if {
	expression.operator == "DoesNotExist"
	not expression.key in object.keys(labels)
}

message(violation, _) := violation.msg if is_string(violation.msg)

message(violation, _) := json.marshal(violation.msg) if not is_string(violation.msg)

message(violation, otherwise) := otherwise if not has_message(violation)

has_message(violation) if violation.msg != null

# What the cluster holds, as far as manifests say: those that were handed in, and those of the run. What does not
# say its namespace would be told apart from nothing, so it is left out.
inventory := object.union_n(array.concat([given], [at | some at in places]))

default given := {}

given := data.regraft.inventory

places contains {"namespace": {object.metadata.namespace: {object.apiVersion: {object.kind: {object.metadata.name: plain}}}}} if {
	some object in beside
	object.metadata.namespace != ""
	plain := object_remove(object)
}

places contains {"cluster": {object.apiVersion: {object.kind: {object.metadata.name: plain}}}} if {
	some object in beside
	not namespaced(object)
	plain := object_remove(object)
}

beside contains object if some object in data.regraft.run

object_remove(resource) := object.remove(resource, ["$address"])
`
