/** Modules of a library whose packages these modules do not define themselves. */
export function withoutDoubles(
  library: { readonly [file: string]: string },
  modules: { readonly [file: string]: string },
): { readonly [file: string]: string } {
  const own = new Set(Object.values(modules).flatMap(packageIn))
  return Object.fromEntries(
    Object.entries(library).filter(([, text]) => !packageIn(text).some((name) => own.has(name))),
  )
}

/** The package that a module declares. */
function packageIn(text: string): readonly string[] {
  const [, name] = /^\s*package\s+(\S+)/m.exec(text) ?? []
  return name === undefined ? [] : [name]
}
