# METADATA
# title: Logs are kept too short
# description: An incident is often found months after it began; by then its logs are gone.
# custom:
#   id: acme/log-retention
#   severity: medium
#   resources: [aws_cloudwatch_log_group]
#   fix: safe
#   params:
#     days: {type: integer, default: 90, enum: [30, 60, 90, 180, 365], description: How long logs are kept}
package acme.log_retention.terraform

import data.regraft.fix
import data.regraft.params.acme.log_retention as params

deny contains finding if {
	input.retention_in_days < params.days
	finding := {
		"message": $"logs are kept {input.retention_in_days} days, not {params.days}",
		"path": ["retention_in_days"],
		"fix": fix.safe(fix.set(params.days), $"Keep them {params.days} days"),
	}
}
