# METADATA
# title: S3 bucket accepts a public policy
# description: >-
#   Unless block_public_policy is true, a bucket policy that lets everyone in is accepted.
# related_resources:
#   - https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html
# custom:
#   id: aws/s3-block-public-policy
#   severity: high
#   resources: [aws_s3_bucket_public_access_block]
#   uses:
#     - aws_s3_bucket
#     - aws_s3_bucket_acl
#     - aws_s3_bucket_ownership_controls
#     - aws_s3_bucket_policy
#     - aws_s3_bucket_website_configuration
#   fix: safe
#   aliases: [AVD-AWS-0087, CKV_AWS_54, kics:1a4bc881-9f69-4d44-8c9a-d37d08f54c50]
#   controls: {cis-aws-3.0: ["2.1.4"]}
package regraft.aws.s3_block_public_policy.terraform

import data.regraft.fix
import data.regraft.s3
import data.regraft.terraform

deny contains finding if {
	not terraform.on(input, "block_public_policy")
	finding := {
		"message": "a public policy is accepted",
		"path": ["block_public_policy"],
		"fix": _fix,
	}
}

_fix := fix.safe(fix.set(true), _title) if not _wanted

_fix := fix.unsafe(
	fix.set(true),
	_title,
	"a bucket policy that lets everyone in can no longer be written",
) if {
	_wanted
}

_title := "Refuse public policies"

# Somebody left the bucket open on purpose, or something here relies on it.
_wanted if s3.left_open

_wanted if s3.grants_by_policy
