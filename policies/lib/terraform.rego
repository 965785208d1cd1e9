# METADATA
# title: Terraform
# description: |
#   Values of Terraform resources as the provider reads them, and resources that serve one another. A value is absent
#   when it is not written or `null`; unknown when it cannot be resolved offline (`{"$unknown": …, "$refs": […]}`).
package regraft.terraform

# Cannot be resolved offline.
unknown(value) if is_string(value["$unknown"])

# The argument is written and is not `null`.
present(body, name) if object.get(body, name, null) != null

# The bool argument is true. Terraform converts these strings.
on(body, name) if body[name] in {true, "true", "1"}

# The bool argument is written as false.
off(body, name) if body[name] in {false, "false", "0"}

# The bool argument is true, or unknown: the finding at its path is then reported as undetermined.
maybe_on(body, name) if on(body, name)

maybe_on(body, name) if unknown(body[name])

# The number argument, also where it is written as a string. Undefined for anything else.
number(body, name) := body[name] if is_number(body[name])

number(body, name) := to_number(body[name]) if {
	is_string(body[name])
	regex.match(`^-?[0-9]+(\.[0-9]+)?$`, body[name])
}

# The number argument is written, and is that or more.
at_least(body, name, least) if number(body, name) >= least

# The blocks (or objects) of a name as a list of `{path, value}`, whether the model has one object or a list.
blocks(body, name) := _blocks(object.get(body, name, null), name)

_blocks(null, _) := []

_blocks(value, name) := [{"path": [name, i], "value": block} |
	some i, block in value
	is_object(block)
] if {
	is_array(value)
}

_blocks(value, name) := [{"path": [name], "value": value}] if is_object(value)

# The values name the same thing: equal literals or expressions, or references to the same resource.
same(a, b) if {
	a == b
	a != null
}

same(a, b) if {
	some address in a["$refs"]
	address in b["$refs"]
}

# The address without the index of an instance: `aws_s3_bucket.logs` of `aws_s3_bucket.logs[0]`. What refers names this.
base(address) := concat("[", array.slice(parts, 0, count(parts) - 1)) if {
	endswith(address, "]")
	parts := split(address, "[")
}

base(address) := address if not endswith(address, "]")

# The name in the file: `logs` of `module.a.aws_s3_bucket.logs`.
label(address) := parts[count(parts) - 1] if parts := split(base(address), ".")

# The value refers to the resource of that address, or equals the name that the resource has.
names(value, address, _) if base(address) in value["$refs"]

names(value, _, name) if same(value, name)
