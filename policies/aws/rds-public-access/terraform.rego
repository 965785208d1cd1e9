# METADATA
# title: Database has a public address
# description: >-
#   A publicly accessible instance resolves to an address on the internet: only its security group stands between anyone
#   and its login.
# related_resources:
#   - https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_VPC.WorkingWithRDSInstanceinaVPC.html
# custom:
#   id: aws/rds-public-access
#   severity: critical
#   resources: [aws_db_instance, aws_rds_cluster_instance]
#   fix: unsafe
#   aliases: [AVD-AWS-0180, CKV_AWS_17, kics:35113e6f-2c6b-414d-beec-7a9482d3b2d1]
#   controls: {cis-aws-3.0: ["2.3.3"]}
package regraft.aws.rds_public_access.terraform

import data.regraft.fix
import data.regraft.terraform

deny contains finding if {
	terraform.maybe_on(input, "publicly_accessible")
	finding := {
		"message": "the database has a public address",
		"path": ["publicly_accessible"],
		"fix": fix.unsafe(
			fix.set(false),
			"Give it no public address",
			"clients outside the VPC no longer reach it",
		),
	}
}
