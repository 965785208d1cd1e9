# METADATA
# title: S3 bucket is public by its ACL
# description: >-
#   The canned ACLs public-read, public-read-write and authenticated-read let everyone, or everyone with any AWS account,
#   list the bucket and read or write its objects.
# related_resources:
#   - https://docs.aws.amazon.com/AmazonS3/latest/userguide/acl-overview.html#canned-acl
# custom:
#   id: aws/s3-public-acl
#   severity: critical
#   resources: [aws_s3_bucket, aws_s3_bucket_acl]
#   uses: [aws_s3_bucket_public_access_block]
#   fix: safe
#   aliases: [AVD-AWS-0092, CKV_AWS_20, CKV_AWS_57, kics:38c5ee0d-7f22-4260-ab72-5073048df100]
package regraft.aws.s3_public_acl.terraform

import data.regraft.fix
import data.regraft.s3
import data.regraft.terraform

deny contains object.union(
	{
		"message": $"the ACL is {input.acl}",
		"path": ["acl"],
	},
	_judgement,
) if {
	input.acl in s3.public_acls
}

# The access block makes S3 ignore the ACL already: writing what holds changes nothing.
_judgement := {"severity": "low", "fix": fix.safe(fix.set("private"), _title)} if _ignored

_judgement := {"fix": fix.unsafe(
	fix.set("private"),
	_title,
	"whoever reads or writes the bucket without being named by a policy is refused",
)} if {
	not _ignored
}

_title := "Make the ACL private"

_ignored if {
	some block in s3.companions("aws_s3_bucket_public_access_block")
	terraform.on(block, "ignore_public_acls")
}
