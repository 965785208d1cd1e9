/** Packages that `--namespace` names: a name, or one with `*`, `?` and `[…]`, which do not stop at dots. */
export function namespaceFilter(patterns: readonly string[]): (namespace: string) => boolean {
  const tests = patterns.map((pattern) => new RegExp(`^${expressionOf(pattern)}$`, 's'))
  return (namespace) => tests.some((test) => test.test(namespace))
}

/** The meaning is that of Go's path.Match, which Conftest asks; a name of a package has no slash. */
function expressionOf(pattern: string): string {
  return pattern.replace(
    /\*|\?|\[\^?(?:\\.|[^\]\\])+\]|[^*?[]|\[/g,
    (part) => wildcards[part] ?? (part.length > 1 ? part : part.replace(/[\\^$.+()|{}[\]]/g, '\\$&')),
  )
}

const wildcards: { readonly [part: string]: string } = { '*': '.*', '?': '.' }
