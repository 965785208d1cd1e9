# METADATA
# title: EBS volume is not encrypted
# description: >-
#   Data on an unencrypted volume and its snapshots can be read by whoever gets hold of them.
# related_resources:
#   - https://docs.aws.amazon.com/ebs/latest/userguide/ebs-encryption.html
# custom:
#   id: aws/ebs-volume-encryption
#   severity: high
#   resources: [aws_ebs_volume]
#   uses: [aws_ebs_encryption_by_default]
#   fix: unsafe
#   aliases: [AVD-AWS-0026, CKV_AWS_3, kics:cc997676-481b-4e93-aa81-d19f8c5e9b12]
package regraft.aws.ebs_volume_encryption.terraform

import data.regraft.ebs
import data.regraft.fix
import data.regraft.terraform

deny contains finding if {
	not terraform.on(input, "encrypted")
	not _inherits
	not ebs.encrypted_by_default
	finding := {
		"message": "the volume is not encrypted",
		"path": ["encrypted"],
		"fix": fix.unsafe(
			fix.set(true),
			"Encrypt the volume",
			"the volume is destroyed and made again, empty; keep a snapshot and restore from it",
		),
	}
}

# A volume made of a snapshot is as encrypted as that, unless it says otherwise.
_inherits if {
	terraform.present(input, "snapshot_id")
	not terraform.present(input, "encrypted")
}
