# METADATA
# title: S3 bucket accepts public ACLs
# description: >-
#   Unless block_public_acls is true, whoever may write to the bucket may make the bucket or an object public by its ACL.
# related_resources:
#   - https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html
# custom:
#   id: aws/s3-block-public-acls
#   severity: medium
#   resources: [aws_s3_bucket_public_access_block]
#   uses:
#     - aws_s3_bucket
#     - aws_s3_bucket_acl
#     - aws_s3_bucket_ownership_controls
#     - aws_s3_bucket_policy
#     - aws_s3_bucket_website_configuration
#   fix: safe
#   aliases: [AVD-AWS-0086, CKV_AWS_53, kics:d0cc8694-fcad-43ff-ac86-32331d7e867f]
#   controls: {cis-aws-3.0: ["2.1.4"]}
package regraft.aws.s3_block_public_acls.terraform

import data.regraft.fix
import data.regraft.s3
import data.regraft.terraform

deny contains finding if {
	not terraform.on(input, "block_public_acls")
	finding := {
		"message": "public ACLs are accepted",
		"path": ["block_public_acls"],
		"fix": _fix,
	}
}

_fix := fix.safe(fix.set(true), _title) if not _wanted

_fix := fix.unsafe(
	fix.set(true),
	_title,
	"uploads that set a public ACL fail",
) if {
	_wanted
}

_title := "Refuse public ACLs"

# Somebody left the bucket open on purpose, or something here relies on it.
_wanted if s3.left_open

_wanted if s3.grants_by_acl
