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

# The address without the index of an instance: `aws_s3_bucket.logs` of `aws_s3_bucket.logs["a"]`.
base(address) := _before(address, "[\"") if endswith(address, "\"]")

base(address) := _before(address, "[") if {
	endswith(address, "]")
	not endswith(address, "\"]")
}

base(address) := address if not endswith(address, "]")

_before(address, mark) := concat(mark, array.slice(parts, 0, count(parts) - 1)) if parts := split(address, mark)

# The name in the file: `logs` of `module.a.aws_s3_bucket.logs`.
label(address) := parts[count(parts) - 1] if parts := split(base(address), ".")

# What may stand for the resource where another refers to it: its address, or that of all its instances.
names(address) := {address, base(address)}

# The address is one of a resource of this type.
of_type(address, type) if startswith(address, $"{type}.")

of_type(address, type) if contains(address, $".{type}.")

# The value is one of these names: a literal, a reference to one of these addresses, or the very same expression.
refers(value, names) if {
	is_string(value)
	value in names
} else if {
	some address in value["$refs"]
	address in names
} else if value["$unknown"] in names

# Resources of a type whose argument refers to one of these names: what serves the resource that has them. A rule that
# asks names the type under `uses`.
companions(type, argument, names) := [other |
	some other in data.regraft.resources[type]
	refers(other[argument], names)
]

# There is one. Most stand beside what they serve under the same name, which spares the search.
served(type, argument, names) if {
	some guess in _guesses(type)
	refers(data.regraft.resources[type][guess][argument], names)
} else if count(companions(type, argument, names)) > 0

_guesses(type) := [concat("", [beside, substring(address, count(own), -1)]), beside] if {
	address := input["$address"]
	own := base(address)
	of := split(own, ".")
	beside := concat(".", array.concat(array.slice(of, 0, count(of) - 2), [type, of[count(of) - 1]]))
}
