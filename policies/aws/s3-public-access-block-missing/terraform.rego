# METADATA
# title: S3 bucket has no public access block
# description: >-
#   A public access block holds whatever ACLs and policies say. Without one, one wrong line makes the bucket public.
# related_resources:
#   - https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html
# custom:
#   id: aws/s3-public-access-block-missing
#   severity: low
#   resources: [aws_s3_bucket]
#   uses:
#     - aws_s3_account_public_access_block
#     - aws_s3_bucket_acl
#     - aws_s3_bucket_ownership_controls
#     - aws_s3_bucket_policy
#     - aws_s3_bucket_public_access_block
#     - aws_s3_bucket_website_configuration
#   fix: safe
#   aliases: [AVD-AWS-0094, CKV2_AWS_6]
#   controls: {cis-aws-3.0: ["2.1.4"]}
package regraft.aws.s3_public_access_block_missing.terraform

import data.regraft.fix
import data.regraft.s3
import data.regraft.terraform

deny contains finding if {
	not s3.configured("aws_s3_bucket_public_access_block")
	not _account_blocks
	finding := {
		"message": "the bucket has no public access block",
		"path": [],
		"fix": _fix,
	}
}

_fix := fix.safe(_block, _title) if not _wanted

_fix := fix.unsafe(
	_block,
	_title,
	"something here lets others reach the bucket; where that is public it stops",
) if {
	_wanted
}

_title := "Add a public access block"

_block := fix.add_resource(
	"aws_s3_bucket_public_access_block",
	terraform.label(input["$address"]),
	object.union(
		{
			"bucket": fix.self("id"),
			"block_public_acls": true,
			"block_public_policy": true,
			"ignore_public_acls": true,
			"restrict_public_buckets": true,
		},
		s3.placement,
	),
)

# A bucket that nothing here opens is what AWS makes of every new bucket by itself.
_wanted if s3.grants_by_acl

_wanted if s3.grants_by_policy

# The block of the whole account holds for every bucket.
_account_blocks if {
	some block in data.regraft.resources.aws_s3_account_public_access_block
	every setting in s3.block_settings {
		terraform.on(block, setting)
	}
}
