# METADATA
# title: Images are not scanned when pushed
# description: >-
#   Scanning on push tells of known vulnerabilities in an image before anything runs it.
# related_resources:
#   - https://docs.aws.amazon.com/AmazonECR/latest/userguide/image-scanning.html
# custom:
#   id: aws/ecr-scan-on-push
#   severity: low
#   resources: [aws_ecr_repository]
#   uses: [aws_ecr_registry_scanning_configuration]
#   fix: safe
#   aliases: [AVD-AWS-0030, CKV_AWS_163, kics:9630336b-3fed-4096-8173-b9afdfe346a7]
package regraft.aws.ecr_scan_on_push.terraform

import data.regraft.fix
import data.regraft.terraform

_title := "Scan images on push"

deny contains finding if {
	not terraform.present(input, "image_scanning_configuration")
	not _registry_scans
	finding := {
		"message": "images are not scanned when pushed",
		"path": ["image_scanning_configuration"],
		"fix": fix.safe(fix.ensure_block({"scan_on_push": true}), _title),
	}
}

deny contains finding if {
	some block in terraform.blocks(input, "image_scanning_configuration")
	not terraform.on(block.value, "scan_on_push")
	not _registry_scans
	finding := {
		"message": "images are not scanned when pushed",
		"path": array.concat(block.path, ["scan_on_push"]),
		"fix": fix.safe(fix.set(true), _title),
	}
}

# The registry's own rules take the place of the repository's setting.
_registry_scans if {
	some _ in data.regraft.resources.aws_ecr_registry_scanning_configuration
}
