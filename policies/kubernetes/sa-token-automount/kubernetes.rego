# METADATA
# title: Pod gets a token of its service account
# description: >-
#   The token lets whoever controls the pod ask the Kubernetes API as its service account. Most programs never do.
# related_resources:
#   - https://kubernetes.io/docs/tasks/configure-pod-container/configure-service-account/
# custom:
#   id: kubernetes/sa-token-automount
#   severity: medium
#   resources: [Pod, PodTemplate, Deployment, StatefulSet, DaemonSet, ReplicaSet, ReplicationController, Job, CronJob]
#   uses: [ServiceAccount]
#   fix: unsafe
#   aliases: [AVD-KSV-0036, CKV_K8S_38, kics:48471392-d4d0-47c0-b135-cdec95eb3eef]
#   controls: {cis-kubernetes-1.8: ["5.1.6"]}
package regraft.kubernetes.sa_token_automount.kubernetes

import data.regraft.fix
import data.regraft.pod

deny contains finding if {
	pod.spec
	not pod.spec.automountServiceAccountToken == false
	not _account_keeps_it
	finding := {
		"message": "the pod mounts a token of its service account",
		"path": array.concat(pod.path, ["automountServiceAccountToken"]),
		"fix": fix.unsafe(
			fix.set(false),
			"Do not mount the token",
			"a program that asks the Kubernetes API loses its credentials",
		),
	}
}

# The service account, which stands in the same file, says no itself and the pod does not overrule it.
_account_keeps_it if {
	object.get(pod.spec, "automountServiceAccountToken", null) == null
	account := data.regraft.resources.ServiceAccount[_account_address]
	account.automountServiceAccountToken == false
}

_account_address := concat("/", array.concat(
	[namespace | namespace := input.metadata.namespace],
	["ServiceAccount", _account],
))

# `serviceAccount` is the older name of the field; the API server reads it where the newer one is empty.
_account := array.concat(
	[name |
		some field in ["serviceAccountName", "serviceAccount"]
		name := pod.spec[field]
		not name in {"", null}
	],
	["default"],
)[0]
