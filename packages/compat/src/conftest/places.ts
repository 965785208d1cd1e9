/** Path of the generated library and its package. */
export const placesFile = 'regraft/compat/conftest.rego'
const library = 'data.regraft.compat.conftest'

/**
 * Rules of a policy that find the part of a document that a result is about. Conftest's results name no place, but a result
 * that is gone once a part is taken out is about that part; of several that say the same, about the first that says it alone.
 */
export function placeRules(parts: string): string {
  return `place_of(document, result) := ${library}.only(within, part) if {
	part := part_of(document, result)
	within := [path |
		some path in ${library}.members(document, part)
		not result in without(document, [path])
	]
} else := []

part_of(document, result) := ${library}.first([path |
	some path in parts(document)
	not result in without(document, [path])
])

# The first that says it alone, where several do and a document without any does not.
part_of(document, result) := ${library}.first([path |
	some path in parts(document)
	result in without(document, [other | some other in parts(document); other != path])
]) if {
	every path in parts(document) {
		result in without(document, [path])
	}
	not result in without(document, parts(document))
}

parts(document) := ${library}.${parts}(document)

without(document, paths) := answers(json.remove(document, ${library}.pointers(paths)))`
}

/** The parts that a document is made of, as far as they are few enough to be tried. */
export const placesText: string = `package regraft.compat.conftest

most := 200

few(paths) := paths if {
	count(paths) <= most
} else := []

# Blocks of HCL with their labels, and attributes beside them.
blocks(document) := few(sort([path |
	walk(document, [path, value])
	outermost(document, path, value)
]))

outermost(document, path, _) if {
	count(path) > 1
	is_number(path[count(path) - 1])
	every step in array.slice(path, 0, count(path) - 1) {
		is_string(step)
	}
	is_object(document[path[0]])
}

outermost(document, [name, index], _) if {
	is_array(document[name])
	is_number(index)
}

outermost(_, [_], value) if {
	not is_array(value)
	not is_object(value)
}

commands(document) := few([["commands", i] | some i, _ in document.commands])

files(document) := few([["files", i] | some i, _ in document.files])

# What stands in a part by its name.
members(document, path) := few([array.concat(path, [key]) |
	value := object.get(document, path, null)
	is_object(value)
	not value.Cmd
	some key, _ in value
])

first(paths) := paths[0]

# As json.remove takes paths: an index is a text there.
pointers(paths) := [[sprintf("%v", [step]) | some step in path] | some path in paths]

only(paths, otherwise) := paths[0] if {
	count(paths) == 1
} else := otherwise
`
