# METADATA
# title: IAM policy allows everything
# description: >-
#   A policy that allows every action on every resource makes whoever holds it an administrator of the account.
# related_resources:
#   - https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html#grant-least-privilege
# custom:
#   id: aws/iam-policy-full-admin
#   severity: high
#   resources: [aws_iam_group_policy, aws_iam_policy, aws_iam_role_policy, aws_iam_user_policy]
#   aliases: [AVD-AWS-0057, CKV_AWS_62, CKV_AWS_63, kics:575a2155-6af1-4026-b1af-d5bc8fe2a904]
#   controls: {cis-aws-3.0: ["1.16"]}
package regraft.aws.iam_policy_full_admin.terraform

deny contains finding if {
	some statement in _statements(_document.Statement)
	statement.value.Effect == "Allow"
	_any(statement.value.Action, {"*", "*:*"})
	_any(statement.value.Resource, {"*"})
	finding := {
		"message": "the policy allows every action on every resource",
		"path": array.concat(["policy"], statement.path),
	}
}

_document := json.unmarshal(input.policy) if {
	is_string(input.policy)
	contains(input.policy, "*")
	json.is_valid(input.policy)
}

# A document that refers to other resources is known but for what it takes from them.
_document := input.policy["$json"]

_document := input.policy if {
	is_object(input.policy)
	not input.policy["$unknown"]
}

_statements(value) := [{"path": ["Statement", i], "value": statement} | some i, statement in value] if is_array(value)

_statements(value) := [{"path": ["Statement"], "value": value}] if is_object(value)

_any(value, wanted) if value in wanted

_any(value, wanted) if {
	some item in value
	item in wanted
}
