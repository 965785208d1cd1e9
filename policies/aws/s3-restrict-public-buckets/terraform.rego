# METADATA
# title: S3 bucket with a public policy serves everyone
# description: >-
#   Unless restrict_public_buckets is true, a bucket whose policy is public is open to everyone and to other accounts.
# related_resources:
#   - https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html
# custom:
#   id: aws/s3-restrict-public-buckets
#   severity: medium
#   resources: [aws_s3_bucket_public_access_block]
#   uses:
#     - aws_s3_bucket
#     - aws_s3_bucket_acl
#     - aws_s3_bucket_ownership_controls
#     - aws_s3_bucket_policy
#     - aws_s3_bucket_website_configuration
#   fix: safe
#   aliases: [AVD-AWS-0093, CKV_AWS_56, kics:1ec253ab-c220-4d63-b2de-5b40e0af9293]
#   controls: {cis-aws-3.0: ["2.1.4"]}
package regraft.aws.s3_restrict_public_buckets.terraform

import data.regraft.fix
import data.regraft.s3
import data.regraft.terraform

deny contains finding if {
	not terraform.on(input, "restrict_public_buckets")
	finding := {
		"message": "a public policy takes effect",
		"path": ["restrict_public_buckets"],
		"fix": _fix,
	}
}

_fix := fix.safe(fix.set(true), _title) if not _wanted

_fix := fix.unsafe(
	fix.set(true),
	_title,
	"who is let in by a public policy from outside the account is refused",
) if {
	_wanted
}

_title := "Restrict public buckets to the account"

# Somebody left the bucket open on purpose, or something here relies on it.
_wanted if s3.left_open

_wanted if s3.grants_by_policy
