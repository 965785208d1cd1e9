# METADATA
# title: Instance metadata can be read without a session token
# description: >-
#   Version 1 of the metadata service answers any plain GET: a server that can be made to fetch a URL hands out the
#   credentials of the instance's role. Version 2 asks for a token first.
# related_resources:
#   - https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/configuring-instance-metadata-service.html
# custom:
#   id: aws/ec2-imdsv2
#   severity: low
#   resources: [aws_instance, aws_launch_configuration, aws_launch_template]
#   fix: unsafe
#   aliases: [AVD-AWS-0028, CKV_AWS_79, kics:c306ac53-ee5b-41d3-86a9-0fd2722b4e67]
#   controls: {cis-aws-3.0: ["5.6"]}
package regraft.aws.ec2_imdsv2.terraform

import data.regraft.fix
import data.regraft.terraform

# What is not said here may be said by the launch template.
deny contains finding if {
	not terraform.present(input, "metadata_options")
	not terraform.present(input, "launch_template")
	finding := {
		"message": "the metadata service answers without a token",
		"path": ["metadata_options"],
		# Older providers send no option at all unless the endpoint is named with its default.
		"fix": _require(fix.ensure_block({"http_endpoint": "enabled", "http_tokens": "required"})),
	}
}

deny contains finding if {
	some block in terraform.blocks(input, "metadata_options")
	not block.value.http_tokens == "required"
	not block.value.http_endpoint == "disabled"
	finding := {
		"message": "the metadata service answers without a token",
		"path": array.concat(block.path, ["http_tokens"]),
		"fix": _require(fix.set("required")),
	}
}

_require(operation) := fix.unsafe(
	operation,
	"Require a session token",
	"software on the instance that still asks version 1 of the metadata service gets no credentials",
)
