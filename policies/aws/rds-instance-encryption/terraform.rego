# METADATA
# title: Database is not encrypted at rest
# description: >-
#   The storage of an unencrypted database, its backups, snapshots and replicas can be read by whoever gets hold of them.
# related_resources:
#   - https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Overview.Encryption.html
# custom:
#   id: aws/rds-instance-encryption
#   severity: high
#   resources: [aws_db_instance]
#   fix: unsafe
#   aliases: [AVD-AWS-0080, CKV_AWS_16, kics:08bd0760-8752-44e1-9779-7bb369b2b4e4]
#   controls: {cis-aws-3.0: ["2.3.1"]}
package regraft.aws.rds_instance_encryption.terraform

import data.regraft.fix
import data.regraft.rds
import data.regraft.terraform

deny contains finding if {
	not terraform.on(input, "storage_encrypted")
	not rds.replica
	not rds.inherits("storage_encrypted")
	finding := {
		"message": "the storage is not encrypted",
		"path": ["storage_encrypted"],
		"fix": fix.unsafe(
			fix.set(true),
			"Encrypt the storage",
			"an existing database is destroyed and made again, empty; restore an encrypted copy of a snapshot instead",
		),
	}
}
