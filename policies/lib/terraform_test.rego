package regraft.terraform_test

import data.regraft.terraform

_unknown := {"$unknown": "aws_s3_bucket.logs.id", "$refs": ["aws_s3_bucket.logs"]}

test_bools if {
	every value in [true, "true", "1"] {
		terraform.on({"a": value}, "a")
		not terraform.off({"a": value}, "a")
	}
	every value in [false, "false", "0"] {
		terraform.off({"a": value}, "a")
		not terraform.on({"a": value}, "a")
	}
	every body in [{}, {"a": null}, {"a": _unknown}, {"a": "yes"}, {"a": 1}] {
		not terraform.on(body, "a")
		not terraform.off(body, "a")
	}
}

test_maybe_on if {
	terraform.maybe_on({"a": _unknown}, "a")
	terraform.maybe_on({"a": true}, "a")
	not terraform.maybe_on({"a": false}, "a")
	not terraform.maybe_on({}, "a")
}

test_numbers if {
	terraform.number({"a": 7}, "a") == 7
	terraform.number({"a": "7"}, "a") == 7
	terraform.number({"a": "-1.5"}, "a") == -1.5
	terraform.at_least({"a": "14"}, "a", 14)
	every body in [{}, {"a": null}, {"a": _unknown}, {"a": "seven"}, {"a": "1e3"}, {"a": 13}] {
		not terraform.at_least(body, "a", 14)
	}
}

test_blocks if {
	terraform.blocks({}, "b") == []
	terraform.blocks({"b": null}, "b") == []
	terraform.blocks({"b": {"x": 1}}, "b") == [{"path": ["b"], "value": {"x": 1}}]
	found := terraform.blocks({"b": [{"x": 1}, "odd", {"x": 2}]}, "b")
	[json.marshal(block.path) | some block in found] == [`["b",0]`, `["b",2]`]
	[block.value.x | some block in found] == [1, 2]
	terraform.blocks({"b": _unknown}, "b") == [{"path": ["b"], "value": _unknown}]
}

test_refers if {
	names := {"aws_s3_bucket.logs", "northwind-logs", "var.name"}
	terraform.refers("northwind-logs", names)
	terraform.refers(_unknown, names)
	terraform.refers({"$unknown": "var.name"}, names)
	not terraform.refers("northwind-data", names)
	not terraform.refers({"$unknown": "aws_s3_bucket.data.id", "$refs": ["aws_s3_bucket.data"]}, names)
	not terraform.refers(null, names)
}

_resources := {"aws_s3_bucket_acl": {
	"aws_s3_bucket_acl.logs": {"bucket": _unknown, "acl": "private"},
	"aws_s3_bucket_acl.other": {"bucket": "northwind-data"},
}}

test_companions if {
	[other.acl | some other in terraform.companions("aws_s3_bucket_acl", "bucket", {"aws_s3_bucket.logs"})] == ["private"] with data.regraft.resources as _resources
	terraform.companions("aws_s3_bucket_policy", "bucket", {"aws_s3_bucket.logs"}) == [] with data.regraft.resources as _resources
}

test_served if {
	by_name := {"$address": "aws_s3_bucket.logs"}
	terraform.served("aws_s3_bucket_acl", "bucket", {"aws_s3_bucket.logs"}) with input as by_name with data.regraft.resources as _resources
	by_search := {"$address": "aws_s3_bucket.data"}
	terraform.served("aws_s3_bucket_acl", "bucket", {"northwind-data"}) with input as by_search with data.regraft.resources as _resources
	not terraform.served("aws_s3_bucket_acl", "bucket", {"aws_s3_bucket.data"}) with input as by_search with data.regraft.resources as _resources
	odd := {"$address": "logs"}
	terraform.served("aws_s3_bucket_acl", "bucket", {"aws_s3_bucket.logs"}) with input as odd with data.regraft.resources as _resources
}

test_addresses if {
	terraform.base("aws_s3_bucket.logs") == "aws_s3_bucket.logs"
	terraform.base("aws_s3_bucket.logs[\"a.b\"]") == "aws_s3_bucket.logs"
	terraform.label("module.a.aws_s3_bucket.logs[0]") == "logs"
	terraform.label("logs") == "logs"
}
