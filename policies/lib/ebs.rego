# METADATA
# title: EBS
# description: What the account does for every volume.
package regraft.ebs

import data.regraft.terraform

# New volumes are encrypted whatever they say. `enabled` is true by default. Rules that ask name
# aws_ebs_encryption_by_default under `uses`.
encrypted_by_default if {
	some setting in data.regraft.resources.aws_ebs_encryption_by_default
	not terraform.off(setting, "enabled")
}
