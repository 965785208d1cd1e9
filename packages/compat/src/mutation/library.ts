export const mutationLibraryFile = 'regraft/compat/mutation.rego'
export const mutationLibrary = 'data.regraft.compat.mutation'

/** What all mutators share: whom they apply to, whether something stands at a path, fixes. */
export const mutationLibraryText: string = `package regraft.compat.mutation

applies(resource, applyTo, match) if {
	applicable(resource, applyTo)
	data.regraft.compat.gatekeeper.matches(data.regraft.compat.gatekeeper.review(resource), match)
}

applicable(_, []) := true

applicable(resource, applyTo) if {
	some each in applyTo
	data.regraft.compat.gatekeeper.group(resource) in each.groups
	data.regraft.compat.gatekeeper.version(resource) in each.versions
	resource.kind in each.kinds
}

items(resource, path) := list if {
	list := object.get(resource, path, [])
	is_array(list)
} else := []

absent(resource, path) if object.get(resource, path, "regraft: nothing") == "regraft: nothing"

tested(resource, path, steps, true) if not absent(resource, array.slice(path, 0, steps))

tested(resource, path, steps, false) if absent(resource, array.slice(path, 0, steps))

shown(path) := concat(".", [sprintf("%v", [step]) | some step in path])

fix(title, op) := fixes(title, [op])

fixes(title, ops) := {
	"title": title,
	"because": "a mutator in the cluster would do it when the object is admitted; here the file changes",
	"ops": ops,
}
`
