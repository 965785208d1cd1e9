# METADATA
# title: S3 bucket is public by its ACL
# description: >-
#   The canned ACLs public-read, public-read-write and authenticated-read, and grants to the groups AllUsers and
#   AuthenticatedUsers, let everyone, or everyone with any AWS account, list the bucket and read or write its objects.
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
	_judgement(fix.set("private"), "Make the ACL private"),
) if {
	input.acl in s3.public_acls
}

# A grant of an ACL that is written out.
deny contains object.union(
	{
		"message": $"the ACL grants {grant.value.permission} to {whom}",
		"path": grantee.path,
	},
	_proposal(grant),
) if {
	some grant in _grants
	some grantee in _within(grant, "grantee")
	some group, whom in _public_groups
	endswith(grantee.value.uri, group)
}

_public_groups := {
	"/groups/global/AllUsers": "everyone",
	"/groups/global/AuthenticatedUsers": "everyone with an AWS account",
}

_grants := [grant |
	some policy in terraform.blocks(input, "access_control_policy")
	some grant in _within(policy, "grant")
]

# The blocks of a name in a block, each with its path from the resource.
_within(outer, name) := [{"path": array.concat(outer.path, block.path), "value": block.value} |
	some block in terraform.blocks(outer.value, name)
]

# Another index is another grant once one is gone, so it is named by what it says. The last one cannot go: an ACL that
# is written out needs one.
_proposal(grant) := _judgement(
	fix.at(fix.remove, array.concat(array.slice(grant.path, 0, count(grant.path) - 1), [{"match": grant.value}])),
	"Remove the grant",
) if {
	count(_grants) > 1
} else := _ignored_severity

# The access block makes S3 ignore the ACL already: writing what holds changes nothing.
_judgement(operation, title) := object.union(_ignored_severity, {"fix": fix.safe(operation, title)}) if {
	_ignored
} else := {"fix": fix.unsafe(
	operation,
	title,
	"whoever reads or writes the bucket without being named by a policy is refused",
)}

_ignored_severity := {"severity": "low"} if {
	_ignored
} else := {}

_ignored if {
	some block in s3.companions("aws_s3_bucket_public_access_block")
	terraform.on(block, "ignore_public_acls")
}
