# METADATA
# title: Container may write to its own file system
# description: >-
#   With a read-only root file system an intruder cannot replace programs or leave tools behind in the container.
# related_resources:
#   - https://kubernetes.io/docs/tasks/configure-pod-container/security-context/
# custom:
#   id: kubernetes/read-only-root-fs
#   severity: low
#   resources: [Pod, PodTemplate, Deployment, StatefulSet, DaemonSet, ReplicaSet, ReplicationController, Job, CronJob]
#   fix: unsafe
#   aliases: [AVD-KSV-0014, CKV_K8S_22, kics:a9c2f49d-0671-4fc9-9ece-f4e261e128d0]
package regraft.kubernetes.read_only_root_fs.kubernetes

import data.regraft.fix
import data.regraft.pod

deny contains finding if {
	some container in pod.containers
	not container.security.readOnlyRootFilesystem == true
	pod.linux
	finding := {
		"message": $"container {container.name} may write to its root file system",
		"path": array.concat(container.path, ["securityContext", "readOnlyRootFilesystem"]),
		"fix": _fix,
	}
}

_fix := fix.unsafe(
	fix.set(true),
	"Make the root file system read-only",
	"a program that writes outside a mounted volume (temporary files, caches, a pid file) fails",
)
