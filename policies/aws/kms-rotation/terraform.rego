# METADATA
# title: KMS key is never rotated
# description: >-
#   With rotation KMS makes new key material every year and keeps the old to decrypt what it encrypted: less depends on
#   any one key.
# related_resources:
#   - https://docs.aws.amazon.com/kms/latest/developerguide/rotate-keys.html
# custom:
#   id: aws/kms-rotation
#   severity: low
#   resources: [aws_kms_key]
#   fix: safe
#   aliases: [AVD-AWS-0065, CKV_AWS_7, kics:22fbfeac-7b5a-421a-8a27-7a2178bb910b]
#   controls: {cis-aws-3.0: ["3.6"]}
package regraft.aws.kms_rotation.terraform

import data.regraft.fix
import data.regraft.terraform

deny contains finding if {
	not terraform.on(input, "enable_key_rotation")
	_rotatable
	finding := {
		"message": "the key is not rotated",
		"path": ["enable_key_rotation"],
		"fix": fix.safe(fix.set(true), "Turn yearly rotation on"),
	}
}

# KMS refuses to rotate other keys: asymmetric and HMAC keys, keys of a custom store, disabled keys.
_rotatable if {
	object.get(input, "key_usage", "ENCRYPT_DECRYPT") == "ENCRYPT_DECRYPT"
	object.get(input, "customer_master_key_spec", "SYMMETRIC_DEFAULT") == "SYMMETRIC_DEFAULT"
	not terraform.off(input, "is_enabled")
	not terraform.present(input, "custom_key_store_id")
	not terraform.present(input, "xks_key_id")
}
