# METADATA
# title: Security group lets SSH in from anywhere
# description: >-
#   Port 22 open to every address is found within minutes and attacked without pause.
# related_resources:
#   - https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html
# custom:
#   id: aws/sg-open-ssh
#   severity: medium
#   resources: [aws_security_group, aws_security_group_rule, aws_vpc_security_group_ingress_rule]
#   fix: manual
#   aliases: [AVD-AWS-0107, CKV_AWS_24, kics:65905cec-d691-4320-b320-2000436cb696]
#   controls: {cis-aws-3.0: ["5.2", "5.3"]}
package regraft.aws.sg_open_ssh.terraform

import data.regraft.security_group

deny contains finding if {
	some found in security_group.open
	security_group.tcp_port(found.rule, 22)
	finding := {
		"message": $"port 22 (SSH) is open to {found.whom}",
		"path": found.path,
		"fix": security_group.narrow(
			found,
			"Let in only the administrators' network",
			"admin_cidr",
			"Network from which administrators connect",
		),
	}
}
