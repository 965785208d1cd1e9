# METADATA
# title: Image has no fixed version
# description: >-
#   An image without a tag, or with the tag latest, is another image tomorrow: nobody can say what runs, and a restart
#   may bring an untested or replaced version.
# related_resources:
#   - https://kubernetes.io/docs/concepts/containers/images/
# custom:
#   id: kubernetes/latest-tag
#   severity: low
#   resources: [Pod, PodTemplate, Deployment, StatefulSet, DaemonSet, ReplicaSet, ReplicationController, Job, CronJob]
#   fix: manual
#   aliases: [AVD-KSV-0013, CKV_K8S_14, kics:583053b7-e632-46f0-b989-f81ff8045385]
package regraft.kubernetes.latest_tag.kubernetes

import data.regraft.fix
import data.regraft.pod

deny contains finding if {
	some container in pod.containers
	image := container.value.image
	problem := _problem(image)
	name := _input_name(image)
	finding := {
		"message": $"image {image} {problem}",
		"path": array.concat(container.path, ["image"]),
		"fix": fix.manual(
			fix.set(fix.input_value(name)),
			"Name a version of the image",
			"only its owner knows which version is meant",
			{name: {
				"type": "string",
				"description": $"Image instead of {image}, with a tag or a digest",
				"pattern": "^[^\\s]+(:(?!latest$)[\\w][\\w.-]{0,127}|@sha256:[0-9a-f]{64})$",
			}},
		),
	}
}

_problem(image) := "has no tag" if {
	image != ""
	not _has_tag(image)
	not contains(image, "@")
}

_problem(image) := "has the tag latest" if endswith(image, ":latest")

# Most have one colon, and the first question is cheap.
_has_tag(image) if {
	contains(image, ":")
	contains(_last(image), ":")
}

# The part after the last slash: what comes before may hold the port of a registry.
_last(image) := parts[count(parts) - 1] if parts := split(image, "/")

# One input for each image, so that an answer lands only where that image stands.
_input_name(image) := concat("_", ["image", replace(
	replace(
		replace(
			replace(
				trim_suffix(image, ":latest"),
				"/", "_",
			),
			".", "_",
		),
		"-", "_",
	),
	":", "_",
)])
