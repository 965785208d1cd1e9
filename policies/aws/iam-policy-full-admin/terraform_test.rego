package regraft.aws.iam_policy_full_admin.terraform_test

import data.regraft.aws.iam_policy_full_admin.terraform

# Pulumi programs give the document as an object.
test_document_as_object if {
	statement := {"Effect": "Allow", "Action": ["*:*"], "Resource": "*"}
	count(terraform.deny) == 1 with input as {"policy": {"Statement": [statement]}}
}

test_document_that_is_no_json if {
	count(terraform.deny) == 0 with input as {"policy": "* is no document"}
	count(terraform.deny) == 0 with input as {"policy": {"$unknown": "data.aws_iam_policy_document.ops.json"}}
}
