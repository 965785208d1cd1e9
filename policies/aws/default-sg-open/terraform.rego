# METADATA
# title: Default security group lets traffic through
# description: >-
#   What is started without a security group gets the VPC's default one. With rules in it such things can be reached, or
#   reach out, without anyone having decided so.
# related_resources:
#   - https://docs.aws.amazon.com/vpc/latest/userguide/default-security-group.html
# custom:
#   id: aws/default-sg-open
#   severity: high
#   resources: [aws_default_security_group]
#   fix: unsafe
#   aliases: [AVD-AWS-0173, CKV2_AWS_12, kics:9a4ef195-74b9-4c58-b8ed-2b2fe4353a75]
#   controls: {cis-aws-3.0: ["5.4"]}
package regraft.aws.default_sg_open.terraform

import data.regraft.fix
import data.regraft.terraform

deny contains finding if {
	some direction in ["ingress", "egress"]
	count(terraform.blocks(input, direction)) > 0
	finding := {
		"message": $"the default security group has {direction} rules",
		"path": [direction],
		"fix": fix.unsafe(
			fix.remove,
			$"Remove its {direction} rules",
			"what runs in the default security group is cut off; it needs a group of its own first",
		),
	}
}
