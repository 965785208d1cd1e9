# METADATA
# title: Passwords may be shorter than 14 characters
# description: >-
#   The account's password policy accepts passwords that are guessed in reasonable time.
# related_resources:
#   - https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_passwords_account-policy.html
# custom:
#   id: aws/iam-password-min-length
#   severity: low
#   resources: [aws_iam_account_password_policy]
#   fix: safe
#   aliases: [AVD-AWS-0063, CKV_AWS_10, kics:1bc1c685-e593-450e-88fb-19db4c82aa1d]
#   controls: {cis-aws-3.0: ["1.8"]}
package regraft.aws.iam_password_min_length.terraform

import data.regraft.fix
import data.regraft.terraform

# The number of the CIS benchmark, which this rule checks.
_least := 14

deny contains finding if {
	not terraform.at_least(input, "minimum_password_length", _least)
	finding := {
		"message": $"passwords may be shorter than {_least} characters",
		"path": ["minimum_password_length"],
		"fix": fix.safe(fix.set(_least), $"Ask for at least {_least} characters"),
	}
}
