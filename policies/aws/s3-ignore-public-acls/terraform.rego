# METADATA
# title: S3 bucket honours public ACLs
# description: >-
#   Unless ignore_public_acls is true, an ACL that makes the bucket or an object public takes effect.
# related_resources:
#   - https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html
# custom:
#   id: aws/s3-ignore-public-acls
#   severity: medium
#   resources: [aws_s3_bucket_public_access_block]
#   uses:
#     - aws_s3_bucket
#     - aws_s3_bucket_acl
#     - aws_s3_bucket_ownership_controls
#     - aws_s3_bucket_policy
#     - aws_s3_bucket_website_configuration
#   fix: safe
#   aliases: [AVD-AWS-0091, CKV_AWS_55, kics:4fa66806-0dd9-4f8d-9480-3174d39c7c91]
#   controls: {cis-aws-3.0: ["2.1.4"]}
package regraft.aws.s3_ignore_public_acls.terraform

import data.regraft.fix
import data.regraft.s3
import data.regraft.terraform

deny contains finding if {
	not terraform.on(input, "ignore_public_acls")
	finding := {
		"message": "public ACLs take effect",
		"path": ["ignore_public_acls"],
		"fix": _fix,
	}
}

_fix := fix.safe(fix.set(true), _title) if not _wanted

_fix := fix.unsafe(
	fix.set(true),
	_title,
	"what is public by an ACL is no longer served to everyone",
) if {
	_wanted
}

_title := "Ignore public ACLs"

# Somebody left the bucket open on purpose, or something here relies on it.
_wanted if s3.left_open

_wanted if s3.grants_by_acl
