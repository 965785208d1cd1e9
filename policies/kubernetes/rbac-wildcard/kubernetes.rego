# METADATA
# title: Role allows every verb or every resource
# description: >-
#   A wildcard grants what exists today and whatever is added tomorrow: reading secrets, making tokens, changing roles.
# related_resources:
#   - https://kubernetes.io/docs/concepts/security/rbac-good-practices/
# custom:
#   id: kubernetes/rbac-wildcard
#   severity: high
#   resources: [Role, ClusterRole]
#   fix: manual
#   aliases: [AVD-KSV-0044, CKV_K8S_49, kics:6b896afb-ca07-467a-b256-1a0077a1c08e]
#   controls: {cis-kubernetes-1.8: ["5.1.3"]}
package regraft.kubernetes.rbac_wildcard.kubernetes

import data.regraft.fix

_inputs := {
	"verbs": {"type": "list", "description": "Verbs that its users need, such as get,list,watch"},
	"resources": {"type": "list", "description": "Resources that its users need, such as pods,services"},
}

deny contains object.union(finding, _severity(rule)) if {
	startswith(object.get(input, "apiVersion", "rbac.authorization.k8s.io/v1"), "rbac.authorization.k8s.io/")
	not input.metadata.labels["kubernetes.io/bootstrapping"]
	some i, rule in input.rules
	some field in ["verbs", "resources"]
	"*" in rule[field]
	finding := {
		"message": $"rule {i + 1} allows all {field}",
		"path": ["rules", i, field],
		"fix": fix.manual(
			fix.set(fix.input_value(field)),
			$"Name the {field}",
			"only its owner knows what its users need",
			{field: _inputs[field]},
		),
	}
}

# A wildcard on one side only grants less than one on both.
_severity(rule) := {} if {
	"*" in rule.verbs
	"*" in rule.resources
} else := {"severity": "medium"}
