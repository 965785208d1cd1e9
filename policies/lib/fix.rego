# METADATA
# title: Fixes
# description: |
#   Constructors of fixes. An operation (`set`, `ensure`, …) makes a fix with a plain title; `safe`, `unsafe` and
#   `manual` give it its own title, its level and the reason; `all` joins operations into one atomic fix; `at` moves them
#   to another path than the finding's.
package regraft.fix

# Replaces or creates the value at the path.
set(value) := {"title": "Set the value", "ops": [{"op": "set", "value": value}]}

# Deep-merges what is missing into the value at the path and keeps what is there.
ensure(value) := {"title": "Add what is missing", "ops": [{"op": "ensure", "value": value}]}

# `ensure` where HCL needs a block (`name { … }`), not an attribute (`name = { … }`).
ensure_block(value) := {"title": "Add the block", "ops": [{"op": "ensure", "value": value, "as": "block"}]}

# `ensure` where HCL needs an attribute (`name = { … }`).
ensure_map(value) := {"title": "Add the map", "ops": [{"op": "ensure", "value": value, "as": "map"}]}

# Removes the value at the path with its key.
remove := {"title": "Remove it", "ops": [{"op": "remove"}]}

# Puts `value` into the list at the path unless an item equals `match` or, an object, holds its members.
ensure_item(match, value) := {"title": "Add the item", "ops": [{"op": "ensure_item", "match": match, "value": value}]}

# Takes every item that matches out of the list at the path.
remove_item(match) := {"title": "Remove the item", "ops": [{"op": "remove_item", "match": match}]}

# Renames the key at the path.
rename(to) := {"title": $"Rename to {to}", "ops": [{"op": "rename", "to": to}]}

# Writes a new resource next to the one that was found.
add_resource(type, name, value) := {
	"title": $"Add {type}.{name}",
	"ops": [{"op": "add_resource", "type": type, "name": name, "value": value}],
}

# One fix of all operations of several: all are applied or none.
all(fixes) := {
	"title": concat("; ", [f.title | some f in fixes]),
	"ops": [op | some f in fixes; some op in f.ops],
}

# The same operations at a path of the resource, where they do not name one themselves.
at(f, path) := object.union(f, {"ops": [object.union({"path": path}, op) | some op in f.ops]})

# The same operations, only where the value is still what the policy saw.
expecting(f, value) := object.union(f, {"ops": [object.union(op, {"expect": value}) | some op in f.ops]})

# Schema-valid, nothing invented, nothing replaced, nothing that a healthy workload may do changes.
safe(f, title) := {"title": title, "level": "safe", "ops": f.ops}

# May change behaviour or replace a resource; `because` says what may break.
unsafe(f, title, because) := {"title": title, "level": "unsafe", "because": because, "ops": f.ops}

# Needs what only the owner knows: `inputs` by name, each with type and description.
manual(f, title, because, inputs) := {
	"title": title,
	"level": "manual",
	"because": because,
	"inputs": inputs,
	"ops": f.ops,
}

# Other ways to heal the same finding, for a person to choose.
or_else(f, alternatives) := object.union(f, {"alternatives": alternatives})

# The value a person gives for the input of that name.
input_value(name) := {"$input": name}

# JSON as it stands, even when a key starts with `$`.
literal(value) := {"$lit": value}

# A reference in the format's own form.
ref(segments) := {"$ref": segments}

# A reference to an attribute of the resource that was found.
self(attribute) := {"$ref": ["$self", attribute]}
