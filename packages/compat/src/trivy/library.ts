export const trivyLibraryFile = 'regraft/compat/trivy.rego'

/** What stands for functions of Trivy's host in runs and in unit tests alike. */
const shared: { readonly [name: string]: string } = {
  isManaged: 'data.regraft.compat.trivy.is_managed',
  'sh.parse_commands': 'data.regraft.compat.trivy.parse_commands',
  'cidr.is_public': 'data.regraft.compat.trivy.is_public',
  'cidr.count_addresses': 'data.regraft.compat.trivy.count_addresses',
}

/**
 * Functions that Trivy's own host gives to checks, by what stands for them here: results also say what caused them, which
 * tells where they stand.
 */
export const trivyFunctions: { readonly [name: string]: string } = {
  ...shared,
  'result.new': 'data.regraft.compat.trivy.result_at',
  // Verdicts depend on files alone: of what depends on the day nothing is said.
  'time.now_ns': 'data.regraft.compat.trivy.no_time',
}

/** The same with results as Trivy has them, two of which may be equal: what unit tests count. */
export const trivyTestFunctions: { readonly [name: string]: string } = {
  ...shared,
  'result.new': 'data.regraft.compat.trivy.result_new',
}

/** A word of a shell script as it is written. */
const shellWord = String.raw`(?:[^\s'"\\;&|<>()]|\\[\s\S]|'[^']*'|"(?:[^"\\]|\\[\s\S])*")+`
const shellToken = String.raw`[0-9]*(?:>>|>&|<&|<<<|>|<)\s*${shellWord}|&&|\|\||[;|&()\n]|${shellWord}`

/** The fields of a result are those of pkg/iac/rego/result.go and custom.go of aquasecurity/trivy. */
export const trivyLibraryText: string = String.raw`package regraft.compat.trivy

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

no_time() := now if now := input.regraft.now

message(result, _) := result if is_string(result)

message(result, _) := result.msg if is_string(result.msg)

message(result, title) := title if {
	is_object(result)
	not is_string(result.msg)
}

# Where the value that a result names stands in the document: its metadata says so, or it is the first place that holds it.
path(document, result) := result.cause.__defsec_metadata.path if {
	is_array(result.cause.__defsec_metadata.path)
} else := result.cause.path if {
	result.cause.fskey == ""
} else := min(paths) if {
	is_object(result.cause)
	result.cause != {}
	paths := {at | walk(document, [at, value]); value == result.cause}
	count(paths) > 0
} else := []

# The commands of a shell script as lists of words, quotes kept: what leads to a command and what redirects it left out.
parse_commands(text) := [command |
	some i, from in starts
	words := [word | some word in array.slice(tokens, from, ends[i]); not redirects(word)]
	first := min([at | some at, word in words; not leads(word)])
	command := array.slice(words, first, count(words))
] if {
	tokens := regex.find_n(${JSON.stringify(shellToken)}, text, -1)
	breaks := [i | some i, token in tokens; separates(token)]
	starts := array.concat([0], [next | some i in breaks; next := i + 1])
	ends := array.concat(breaks, [count(tokens)])
}

separates(token) if token in {"&&", "||", ";", "|", "&", "(", ")", "\n"}

redirects(token) if regex.match("^[0-9]*[<>]", token)

leads(word) if word in {"if", "then", "else", "elif", "fi", "do", "done", "while", "until", "!", "{", "}", "time"}

leads(word) if regex.match("^[A-Za-z_][A-Za-z0-9_]*=", word)

private_blocks := [
	"127.0.0.0/8", "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "169.254.0.0/16",
	"::1/128", "fe80::/10", "fc00::/7", "100.64.0.0/10",
]

everywhere(range) if lower(range) in {"*", "internet", "any"}

# A range is public where one of its ends is not among what is private.
default is_public(_) := false

is_public(range) if everywhere(range)

is_public(range) if {
	not everywhere(range)
	address_of(range)
	not within_private(range)
}

address_of(range) := cidr_of(range) if net.cidr_is_valid(cidr_of(range))

cidr_of(range) := range if contains(range, "/")

cidr_of(range) := sprintf("%s/%d", [range, 32]) if {
	not contains(range, "/")
	not contains(range, ":")
}

cidr_of(range) := sprintf("%s/%d", [range, 128]) if {
	not contains(range, "/")
	contains(range, ":")
}

within_private(range) if {
	some block in private_blocks
	contains(block, ":") == contains(range, ":")
	net.cidr_contains(block, cidr_of(range))
}

count_addresses(range) := 18446744073709551615 if {
	everywhere(range)
} else := 0 if {
	not address_of(range)
} else := 18446744073709551615 if {
	free_bits(range) >= 63
} else := bits.lsh(1, free_bits(range))

free_bits(range) := size - to_number(split(cidr_of(range), "/")[1]) if {
	size := {true: 128, false: 32}[contains(range, ":")]
}
`
