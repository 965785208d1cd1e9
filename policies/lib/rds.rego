# METADATA
# title: RDS instances
# description: Where an instance's settings come from.
package regraft.rds

import data.regraft.terraform

# The settings are those of another instance: a replica takes its source's.
replica if terraform.present(input, "replicate_source_db")

# What is not said comes with the backup it is made of.
restored if {
	some argument in ["restore_to_point_in_time", "s3_import", "snapshot_identifier"]
	terraform.present(input, argument)
}

# The argument is not written and is taken from elsewhere.
inherits(argument) if {
	restored
	not terraform.present(input, argument)
}
