# METADATA
# title: Binding makes its subjects cluster administrators
# description: >-
#   The role cluster-admin allows everything. A workload that holds it hands the cluster to whoever controls the workload.
# related_resources:
#   - https://kubernetes.io/docs/concepts/security/rbac-good-practices/
# custom:
#   id: kubernetes/cluster-admin-binding
#   severity: high
#   resources: [ClusterRoleBinding, RoleBinding]
#   fix: manual
#   aliases: [AVD-KSV-0111, kics:249328b8-5f0f-409f-b1dd-029f07882e11]
#   controls: {cis-kubernetes-1.8: ["5.1.1"]}
package regraft.kubernetes.cluster_admin_binding.kubernetes

import data.regraft.fix

deny contains finding if {
	input.roleRef.name == "cluster-admin"
	object.get(input.roleRef, "kind", "ClusterRole") == "ClusterRole"
	not input.metadata.labels["kubernetes.io/bootstrapping"]
	finding := {
		"message": "the binding grants cluster-admin",
		"path": ["roleRef", "name"],
		"fix": fix.manual(
			fix.set(fix.input_value("cluster_role")),
			"Bind a role that names what is needed",
			"only its owner knows what the subjects need; a binding's role cannot change in place, so it is deleted and made again",
			{"cluster_role": {"type": "string", "description": "Name of the ClusterRole to bind instead", "pattern": "^(?!cluster-admin$)."}},
		),
	}
}
