# METADATA
# title: S3 bucket keeps no versions
# description: >-
#   Without versioning an overwritten or deleted object is gone: by mistake, by a faulty program, by an intruder.
# related_resources:
#   - https://docs.aws.amazon.com/AmazonS3/latest/userguide/Versioning.html
# custom:
#   id: aws/s3-versioning
#   severity: medium
#   resources: [aws_s3_bucket, aws_s3_bucket_versioning]
#   uses: [aws_s3_bucket_versioning]
#   fix: safe
#   aliases: [AVD-AWS-0090, CKV_AWS_21, kics:568a4d22-3517-44a6-a7ad-6a7eed88722c]
package regraft.aws.s3_versioning.terraform

import data.regraft.fix
import data.regraft.s3
import data.regraft.terraform

_title := "Turn versioning on"

# The companion of provider 4 and later says something else.
deny contains finding if {
	some block in terraform.blocks(input, "versioning_configuration")
	not block.value.status == "Enabled"
	finding := {
		"message": "versioning is not enabled",
		"path": array.concat(block.path, ["status"]),
		"fix": fix.safe(fix.set("Enabled"), _title),
	}
}

# The block inside the bucket says something else.
deny contains finding if {
	some block in terraform.blocks(input, "versioning")
	not terraform.on(block.value, "enabled")
	finding := {
		"message": "versioning is off",
		"path": array.concat(block.path, ["enabled"]),
		"fix": fix.safe(fix.set(true), _title),
	}
}

# Nothing says anything.
deny contains finding if {
	not terraform.present(input, "versioning_configuration")
	not terraform.present(input, "versioning")
	not _locked
	not s3.configured("aws_s3_bucket_versioning")
	finding := object.union({"message": "the bucket keeps no versions"}, _missing)
}

# S3 turns versioning on for a bucket with object lock.
_locked if terraform.maybe_on(input, "object_lock_enabled")

_locked if terraform.present(input, "object_lock_configuration")

_missing := {
	"path": ["versioning"],
	"fix": fix.safe(fix.ensure_block({"enabled": true}), _title),
} if {
	s3.inline
}

_missing := {
	"path": [],
	"fix": fix.safe(
		fix.add_resource(
			"aws_s3_bucket_versioning",
			terraform.label(input["$address"]),
			object.union(
				{"bucket": fix.self("id"), "versioning_configuration": {"status": "Enabled"}},
				s3.placement,
			),
		),
		_title,
	),
} if {
	not s3.inline
}
