# METADATA
# title: Security group lets RDP in from anywhere
# description: >-
#   Port 3389 open to every address is a common first step of ransomware.
# related_resources:
#   - https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html
# custom:
#   id: aws/sg-open-rdp
#   severity: high
#   resources: [aws_security_group, aws_security_group_rule, aws_vpc_security_group_ingress_rule]
#   fix: manual
#   aliases: [AVD-AWS-0107, CKV_AWS_25, kics:151187cb-0efc-481c-babd-ad24e3c9bc22]
#   controls: {cis-aws-3.0: ["5.2", "5.3"]}
package regraft.aws.sg_open_rdp.terraform

import data.regraft.security_group

deny contains finding if {
	some found in security_group.open
	security_group.tcp_port(found.rule, 3389)
	finding := {
		"message": $"port 3389 (RDP) is open to {found.whom}",
		"path": found.path,
		"fix": security_group.narrow(
			found,
			"Let in only the administrators' network",
			"admin_cidr",
			"Network from which administrators connect",
		),
	}
}
