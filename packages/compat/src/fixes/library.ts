export const fixesLibraryFile = 'regraft/compat/fixes.rego'
export const fixesLibrary = 'data.regraft.compat.fixes'

/** Turns an attached fix into one of the contract: each `*` of a path into every key or index that is there. */
export const fixesLibraryText: string = `package regraft.compat.fixes

# Undefined where its paths lead nowhere.
fix(resource, attached) := object.union(object.remove(attached, ["path"]), {"ops": ops}) if {
	ops := [object.union(op, {"path": path}) |
		some op in attached.ops
		pattern := object.get(op, "path", object.get(attached, "path", []))
		some path in places(resource, pattern)
		meant(resource, path, pattern, op)
	]
	count(ops) > 0
}

# Of all places that stars stand for, an operation that expects a value means those that hold it.
meant(_, _, _, op) if not "expect" in object.keys(op)

meant(_, _, pattern, _) if not "*" in pattern

meant(resource, path, _, op) if object.get(resource, path, null) == op.expect

places(_, pattern) := [pattern] if not "*" in pattern

# What stands behind the last star need not be there yet.
places(resource, pattern) := sort([array.concat(path, rest) |
	walk(object.remove(resource, ["$address"]), [path, _])
	fits(resource, path, head)
]) if {
	"*" in pattern
	last := max([i | some i, step in pattern; step == "*"])
	head := array.slice(pattern, 0, last + 1)
	rest := array.slice(pattern, last + 1, count(pattern))
}

fits(resource, path, head) if {
	count(path) == count(head)
	every i, step in head {
		step_fits(resource, path, i, step)
	}
}

step_fits(_, _, _, "*") := true

step_fits(_, path, i, step) if {
	step != "*"
	path[i] == step
}

step_fits(resource, path, i, step) if {
	is_object(step)
	object.subset(object.get(resource, array.slice(path, 0, i + 1), {}), step.match)
}
`
