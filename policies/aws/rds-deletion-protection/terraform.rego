# METADATA
# title: Database can be deleted by one call
# description: >-
#   With deletion protection a database is only deleted after someone switched the protection off: one wrong command, plan
#   or stolen session is not enough.
# related_resources:
#   - https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_DeleteInstance.html
# custom:
#   id: aws/rds-deletion-protection
#   severity: medium
#   resources: [aws_db_instance]
#   fix: safe
#   aliases: [AVD-AWS-0177, CKV_AWS_293]
package regraft.aws.rds_deletion_protection.terraform

import data.regraft.fix
import data.regraft.terraform

deny contains finding if {
	not terraform.on(input, "deletion_protection")
	finding := {
		"message": "the database is not protected from deletion",
		"path": ["deletion_protection"],
		"fix": fix.safe(fix.set(true), "Protect it from deletion"),
	}
}
