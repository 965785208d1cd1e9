# METADATA
# title: Pod mounts the container runtime's socket
# description: >-
#   Whoever may write to the runtime's socket starts any container on the node, a privileged one among them: the socket
#   is root on the node.
# related_resources:
#   - https://docs.docker.com/engine/security/#docker-daemon-attack-surface
# custom:
#   id: kubernetes/docker-sock
#   severity: high
#   resources: [Pod, PodTemplate, Deployment, StatefulSet, DaemonSet, ReplicaSet, ReplicationController, Job, CronJob]
#   fix: manual
#   aliases: [AVD-KSV-0006, CKV_K8S_27, kics:a6f34658-fdfb-4154-9536-56d516f65828]
#   controls: {cis-kubernetes-1.8: ["5.2.12"], pod-security-standards: [baseline]}
package regraft.kubernetes.docker_sock.kubernetes

import data.regraft.fix
import data.regraft.pod

_sockets := {
	"/run/containerd/containerd.sock",
	"/run/crio/crio.sock",
	"/run/docker.sock",
	"/run/podman/podman.sock",
}

deny contains finding if {
	some i, volume in pod.spec.volumes
	socket := volume.hostPath.path
	trim_prefix(trim_suffix(socket, "/"), "/var") in _sockets
	finding := {
		"message": $"volume {volume.name} is the container runtime's socket {socket}",
		"path": array.concat(pod.path, ["volumes", i, "hostPath", "path"]),
		"fix": fix.manual(
			fix.all(array.concat(_unmount(volume.name), [fix.at(
				fix.remove,
				array.concat(pod.path, ["volumes", {"match": {"name": volume.name}}]),
			)])),
			"Remove the volume and its mounts",
			"what talks to the runtime has to learn another way, such as the Kubernetes API or a rootless image builder",
			{},
		),
	}
}

_unmount(volume) := [fix.at(
	fix.remove,
	array.concat(container.path, ["volumeMounts", {"match": {"name": volume, "mountPath": mount.mountPath}}]),
) |
	some container in pod.containers
	some mount in container.value.volumeMounts
	mount.name == volume
]
