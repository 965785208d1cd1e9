export const trivyLibraryFile = 'regraft/compat/trivy.rego'

/**
 * Functions that Trivy's own host gives to checks, by what stands for them here: results also say what caused them, which
 * tells where they stand.
 */
export const trivyFunctions: { readonly [name: string]: string } = {
  'result.new': 'data.regraft.compat.trivy.result_at',
  isManaged: 'data.regraft.compat.trivy.is_managed',
}

/** The same with results as Trivy has them, two of which may be equal: what unit tests count. */
export const trivyTestFunctions: { readonly [name: string]: string } = {
  ...trivyFunctions,
  'result.new': 'data.regraft.compat.trivy.result_new',
}

/** The fields of a result are those of pkg/iac/rego/result.go and custom.go of aquasecurity/trivy. */
export const trivyLibraryText: string = `package regraft.compat.trivy

result_new(msg, cause) := object.union(object.union(nowhere, place_of(cause)), {"msg": msg})

result_at(msg, cause) := object.union(result_new(msg, cause), {"cause": cause})

nowhere := {
	"startline": 0,
	"endline": 0,
	"sourceprefix": "",
	"filepath": "",
	"explicit": false,
	"managed": true,
	"fskey": "",
	"resource": "",
	"parent": null,
}

place_of(cause) := object.filter(metadata, object.keys(nowhere)) if {
	metadata := cause.__defsec_metadata
} else := object.filter(cause, object.keys(nowhere)) if {
	is_object(cause)
} else := {}

default is_managed(_) := true

is_managed(object) := object.__defsec_metadata.managed

is_managed(object) := object.managed if not object.__defsec_metadata

message(result, _) := result if is_string(result)

message(result, _) := result.msg if is_string(result.msg)

message(result, title) := title if {
	is_object(result)
	not is_string(result.msg)
}

# Where the value that a result names stands in the document: the first place that holds it.
path(document, result) := min(paths) if {
	is_object(result.cause)
	result.cause != {}
	paths := {at | walk(document, [at, value]); value == result.cause}
	count(paths) > 0
} else := []
`
