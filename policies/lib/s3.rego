# METADATA
# title: S3 buckets and their companions
# description: |
#   Since version 4 of the provider a bucket's settings are resources of their own that refer to it. `input` is the bucket
#   or any of them; rules that use this library name the types they look at under `uses`.
package regraft.s3

import data.regraft.fix
import data.regraft.terraform

# Everything that names the bucket: its address, its literal name or the expression of it, and, where `input` is a
# companion, the address that it refers to.
_names := terraform.names(input["$address"]) | _written(object.get(input, "bucket", null))

_written(value) := {value} if is_string(value)

_written(value) := {value["$unknown"]} | {address |
	some address in value["$refs"]
	terraform.of_type(address, "aws_s3_bucket")
} if {
	is_object(value)
}

_written(null) := set()

# Resources of a type that belong to the same bucket as `input`.
companions(type) := terraform.companions(type, "bucket", _names)

# At least one does.
configured(type) if terraform.served(type, "bucket", _names)

# The bucket that a companion configures, where it stands in the same configuration.
buckets := array.concat(
	[bucket |
		some address in input.bucket["$refs"]
		bucket := data.regraft.resources.aws_s3_bucket[address]
	],
	[bucket |
		is_string(input.bucket)
		some bucket in data.regraft.resources.aws_s3_bucket
		bucket.bucket == input.bucket
	],
)

# What a companion of `input` says of where it is: the region, where the bucket names one of its own. Buckets that are
# written as before version 4 of the provider do not count: what version 2 called so its companions do not know.
placement := {"region": fix.self("region")} if {
	terraform.present(input, "region")
	not inline
}

placement := {} if not terraform.present(input, "region")

placement := {} if inline

# The bucket is written as before provider 4, with its settings inside.
inline if {
	some argument in [
		"acl", "cors_rule", "grant", "lifecycle_rule", "logging", "replication_configuration",
		"server_side_encryption_configuration", "versioning", "website",
	]
	terraform.present(input, argument)
}

# Canned ACLs that let others than the owner in.
public_acls := {"authenticated-read", "public-read", "public-read-write"}

# ACLs that let in the owner and AWS services only: an access block does not touch them.
_own_acls := {"log-delivery-write", "private"}

# The settings of an access block.
block_settings := {"block_public_acls", "block_public_policy", "ignore_public_acls", "restrict_public_buckets"}

# Somebody wrote into the access block that something public is wanted.
left_open if {
	some setting in block_settings
	terraform.off(input, setting)
}

# Something in the configuration lets others in by ACL, or keeps ACLs switched on.
grants_by_acl if {
	some acl in companions("aws_s3_bucket_acl")
	not object.get(acl, "acl", "") in _own_acls
}

grants_by_acl if {
	some controls in companions("aws_s3_bucket_ownership_controls")
	controls.rule.object_ownership != "BucketOwnerEnforced"
}

grants_by_acl if {
	some bucket in array.concat([input], buckets)
	not object.get(bucket, "acl", "private") in _own_acls
}

grants_by_acl if {
	some bucket in array.concat([input], buckets)
	terraform.present(bucket, "grant")
}

# Something in the configuration lets others in by policy: what it says may not be known offline.
grants_by_policy if count(companions("aws_s3_bucket_policy")) > 0

grants_by_policy if count(companions("aws_s3_bucket_website_configuration")) > 0

grants_by_policy if {
	some bucket in array.concat([input], buckets)
	some argument in ["policy", "website"]
	terraform.present(bucket, argument)
}
