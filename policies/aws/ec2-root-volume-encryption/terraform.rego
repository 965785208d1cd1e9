# METADATA
# title: Instance has an unencrypted volume
# description: >-
#   Data on an unencrypted volume, its snapshots and images made of it can be read by whoever gets hold of them.
# related_resources:
#   - https://docs.aws.amazon.com/ebs/latest/userguide/ebs-encryption.html
# custom:
#   id: aws/ec2-root-volume-encryption
#   severity: high
#   resources: [aws_instance]
#   uses: [aws_ebs_encryption_by_default]
#   fix: unsafe
#   aliases: [AVD-AWS-0131, CKV_AWS_8]
package regraft.aws.ec2_root_volume_encryption.terraform

import data.regraft.ebs
import data.regraft.fix
import data.regraft.terraform

# The launch template may map the root device.
deny contains finding if {
	not terraform.present(input, "root_block_device")
	not terraform.present(input, "launch_template")
	not ebs.encrypted_by_default
	finding := {
		"message": "the root volume is not encrypted",
		"path": ["root_block_device"],
		"fix": _encrypt(fix.ensure_block({"encrypted": true})),
	}
}

deny contains finding if {
	some name in ["root_block_device", "ebs_block_device"]
	some block in terraform.blocks(input, name)
	not terraform.on(block.value, "encrypted")
	not _inherits(block.value)
	not ebs.encrypted_by_default
	finding := {
		"message": $"{name} is not encrypted",
		"path": array.concat(block.path, ["encrypted"]),
		"fix": _encrypt(fix.set(true)),
	}
}

# A volume made of a snapshot is as encrypted as that, unless it says otherwise.
_inherits(device) if {
	terraform.present(device, "snapshot_id")
	not terraform.present(device, "encrypted")
}

_encrypt(operation) := fix.unsafe(
	operation,
	"Encrypt the volume",
	"the instance is destroyed and made again; what is only on its volumes is lost",
)
