# METADATA
# title: Security group lets everything in from anywhere
# description: >-
#   A rule for all ports and every address is no rule: every service that ever listens is exposed, SSH and RDP among them.
# related_resources:
#   - https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html
# custom:
#   id: aws/sg-open-ingress
#   severity: high
#   resources: [aws_security_group, aws_security_group_rule, aws_vpc_security_group_ingress_rule]
#   fix: manual
#   aliases: [AVD-AWS-0107, CKV_AWS_277, kics:4728cd65-a20c-49da-8b31-9c08b423e4db]
#   controls: {cis-aws-3.0: ["5.2", "5.3"]}
package regraft.aws.sg_open_ingress.terraform

import data.regraft.security_group

deny contains finding if {
	some found in security_group.open
	security_group.all_ports(found.rule)
	finding := {
		"message": $"every port is open to {found.whom}",
		"path": found.path,
		"fix": security_group.narrow(
			found,
			"Let in only a known network",
			"ingress_cidr",
			"Network that has to reach every port",
		),
	}
}
