# METADATA
# title: Database keeps few or no backups
# description: >-
#   Without automated backups there is no way back to a moment before a mistake; a few days are over before many are seen.
# related_resources:
#   - https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_WorkingWithAutomatedBackups.html
# custom:
#   id: aws/rds-backup-retention
#   severity: medium
#   resources: [aws_db_instance]
#   fix: manual
#   aliases: [AVD-AWS-0077, CKV_AWS_133, kics:1dc73fb4-5b51-430c-8c5f-25dcf9090b02]
package regraft.aws.rds_backup_retention.terraform

import data.regraft.fix
import data.regraft.rds
import data.regraft.terraform

_least := 7

deny contains object.union(
	{
		"path": ["backup_retention_period"],
		"fix": fix.manual(
			fix.set(fix.input_value("backup_retention_days")),
			"Keep backups longer",
			"only its owner knows how long backups are needed and paid for",
			{"backup_retention_days": {
				"type": "number",
				"description": $"Days to keep automated backups, {_least} to 35",
				"default": _least,
			}},
		),
	},
	_judgement,
) if {
	not terraform.at_least(input, "backup_retention_period", _least)
	not rds.replica
	not rds.inherits("backup_retention_period")
}

_judgement := {"message": $"backups are kept for {days} days", "severity": "low"} if {
	days := terraform.number(input, "backup_retention_period")
	days > 0
} else := {"message": "no automated backups are kept"}
