import { dispatchModule, hostBuiltins } from '@regraft/core'
import type { Diagnostic, Json, JsonObject } from '@regraft/model'
import {
  canonicalJson,
  codeFrame,
  compareText,
  equalJson,
  isObject,
  Lines,
  RegraftError,
  setMember,
} from '@regraft/model'
import type { CompileOptions, Inspected, Rego, RegoSource } from '@regraft/rego'
import type { PolicySources } from './options.ts'

/** Changes whenever `compilePolicies` checks or writes something else: part of the key under which bundles are kept. */
export const compileVersion = 1

/**
 * Compiles Rego modules into one OPA bundle that the engine evaluates: the policies, and a generated module that asks
 * all of them about one resource at once. The same modules give the same bytes, in whatever order they come.
 * Throws `RegraftError` `POLICY_COMPILE` with one diagnostic, place and code frame for each mistake.
 */
export async function compilePolicies(
  rego: Rego,
  sources: readonly PolicySources[],
  options: Pick<CompileOptions, 'metadata' | 'revision'> = {},
): Promise<Uint8Array> {
  const modules = [...modulesOf(sources)].sort((a, b) => compareText(a.file, b.file))
  const inspected = await rego.inspect({ modules })
  if (inspected.diagnostics.length > 0) throw refused(inspected.diagnostics)
  const mounted = new Set(modules.flatMap(({ file, mount }) => (mount === undefined ? [] : file)))
  const nameless = withoutMetadata(inspected, mounted)
  if (nameless.length > 0) throw refused(nameless)
  const undeclared = undeclaredFixes(inspected, modules)
  if (undeclared.length > 0) throw refused(undeclared)
  const dispatch = dispatchModule(inspected)
  const compiled = await rego.compile({
    modules: [...modules, ...dispatch.modules],
    entrypoints: dispatch.entrypoints,
    builtins: hostBuiltins,
    data: joinedData(sources),
    ...options,
  })
  if (!compiled.ok) throw refused(compiled.error)
  return compiled.value.bundle
}

/** All modules, each with how it is read. */
export function modulesOf(sources: readonly PolicySources[]): readonly RegoSource[] {
  return sources.flatMap(({ modules, foreign = {} }) =>
    Object.entries(modules).map(([file, text]) => ({ file, text, ...foreign[file] })),
  )
}

/** All base documents as one; a value that two give is a mistake. Throws RegraftError `POLICY_DATA`. */
function joinedData(sources: readonly PolicySources[]): JsonObject {
  const joined = sources.reduce<JsonObject>((all, { id, data }) => merged(all, data ?? {}, [], id), {})
  // One order, whatever the sources' is.
  return JSON.parse(canonicalJson(joined)) as JsonObject
}

function merged(into: JsonObject, from: JsonObject, path: readonly string[], id: string): JsonObject {
  const out: { [name: string]: Json } = { ...into }
  for (const [key, value] of Object.entries(from)) {
    const known = Object.hasOwn(out, key) ? out[key] : undefined
    const at = [...path, key]
    if (known !== undefined && !(isObject(known) && isObject(value)) && !equalJson(known, value))
      throw new RegraftError('POLICY_DATA', `${id} gives data.${at.join('.')} a second value`, {
        hint: 'Keep it in one data.json.',
      })
    setMember(out, key, isObject(known) && isObject(value) ? merged(known, value, at, id) : value)
  }
  return out
}

/** A package with findings but no rule id would never be asked: better to say so. */
function withoutMetadata(
  { annotations, modules }: Inspected,
  mounted: ReadonlySet<string>,
): readonly Diagnostic[] {
  const named = new Set(
    annotations
      .filter(
        ({ annotations: { scope, custom } }) => scope === 'package' && typeof custom?.['id'] === 'string',
      )
      .map(({ path }) => path.map(({ value }) => String(value)).join('.')),
  )
  return modules
    .filter(
      ({ file, rules, package: name }) => rules.includes('deny') && !named.has(name) && !mounted.has(file),
    )
    .map(({ file, package: name }) => ({
      code: 'POLICY_METADATA',
      severity: 'error',
      message: `${name} has findings (\`deny\`), but no metadata with an id`,
      file,
      hint: 'Begin the file with `# METADATA` and `custom:` with `id`, `severity` and `resources`; see docs/policies/contract.md.',
    }))
}

/** A policy that writes a `fix` must say in its metadata how far its fixes may be trusted. */
function undeclaredFixes(
  { annotations }: Inspected,
  modules: readonly { readonly file: string; readonly text: string }[],
): readonly Diagnostic[] {
  return annotations.flatMap(({ location, annotations: { scope, custom } }) => {
    if (scope !== 'package' || typeof custom?.['id'] !== 'string' || custom['fix'] !== undefined) return []
    const text = modules.find(({ file }) => file === location.file)?.text ?? ''
    // Comments are blanked, so that offsets stay.
    const at = text.replace(/^\s*#.*$/gm, (comment) => ' '.repeat(comment.length)).search(/"fix"\s*:/)
    if (at < 0) return []
    const range = { start: at, end: at + '"fix"'.length }
    return [
      {
        code: 'POLICY_FIX_UNDECLARED',
        severity: 'error',
        message: `${custom['id']} proposes a fix, but its metadata declares no \`custom.fix\``,
        file: location.file,
        ...new Lines(text).range(range),
        frame: codeFrame(text, range),
        hint: 'Declare how far its fixes may be trusted: `fix: manual`, `fix: unsafe` or `fix: safe`.',
      },
    ]
  })
}

function refused(diagnostics: readonly Diagnostic[]): RegraftError {
  const files = new Set(diagnostics.map(({ file }) => file)).size
  const what = diagnostics.length === 1 ? 'one mistake' : `${diagnostics.length} mistakes`
  return new RegraftError(
    'POLICY_COMPILE',
    `The policies do not compile: ${what} in ${files === 1 ? 'one file' : `${files} files`}`,
    {
      diagnostics,
      hint: 'Mend them, or leave the policies out.',
    },
  )
}
