package regraft.s3_test

import data.regraft.s3

_reference(name, attribute) := {"$unknown": $"aws_s3_bucket.{name}.{attribute}", "$refs": [$"aws_s3_bucket.{name}"]}

# Two buckets whose names come of the same random suffix, and what belongs to each.
_suffixed(prefix) := {"$unknown": concat("", [prefix, "-", "random_id.suffix.hex"]), "$refs": ["random_id.suffix"]}

_resources := {
	"aws_s3_bucket": {"aws_s3_bucket.logs": {"bucket": _suffixed("logs")}, "aws_s3_bucket.data": {"bucket": _suffixed("data")}},
	"aws_s3_bucket_policy": {"aws_s3_bucket_policy.any": {"bucket": _reference("logs", "id")}},
	"aws_s3_bucket_acl": {"aws_s3_bucket_acl.data": {"bucket": _suffixed("data"), "acl": "public-read"}},
}

test_a_bucket_has_its_own_companions if {
	logs := {"$address": "aws_s3_bucket.logs", "bucket": _suffixed("logs")}
	s3.configured("aws_s3_bucket_policy") with input as logs with data.regraft.resources as _resources
	not s3.configured("aws_s3_bucket_acl") with input as logs with data.regraft.resources as _resources
	data_bucket := {"$address": "aws_s3_bucket.data", "bucket": _suffixed("data")}
	not s3.configured("aws_s3_bucket_policy") with input as data_bucket with data.regraft.resources as _resources
	s3.configured("aws_s3_bucket_acl") with input as data_bucket with data.regraft.resources as _resources
	s3.grants_by_acl with input as data_bucket with data.regraft.resources as _resources
}

test_companions_of_one_bucket_find_one_another if {
	block := {"$address": "aws_s3_bucket_public_access_block.logs", "bucket": _reference("logs", "bucket")}
	s3.grants_by_policy with input as block with data.regraft.resources as _resources
	not s3.grants_by_acl with input as block with data.regraft.resources as _resources
	count(s3.buckets) == 1 with input as block with data.regraft.resources as _resources
}

test_log_delivery_is_no_public_grant if {
	block := {"$address": "aws_s3_bucket_public_access_block.logs", "bucket": "northwind-logs"}
	resources := {"aws_s3_bucket": {"aws_s3_bucket.logs": {"bucket": "northwind-logs", "acl": "log-delivery-write"}}}
	not s3.grants_by_acl with input as block with data.regraft.resources as resources
	open := {"aws_s3_bucket": {"aws_s3_bucket.logs": {"bucket": "northwind-logs", "grant": [{"type": "Group"}]}}}
	s3.grants_by_acl with input as block with data.regraft.resources as open
}
