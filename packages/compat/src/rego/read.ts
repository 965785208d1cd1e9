import type { Json, JsonObject } from '@regraft/model'
import { isObject } from '@regraft/model'
import { goYamlSyntax } from '@regraft/syntax/yaml'

/** What a Rego file says, as far as it takes to know whose it is. */
export interface RegoFile {
  readonly path: string
  readonly text: string
  /** Steps of its package. */
  readonly package: readonly string[]
  /** Names of rules that begin a line. */
  readonly rules: readonly string[]
  /** Documents it imports, as they are written: `data.lib.kubernetes`. */
  readonly imports: readonly string[]
  /** Annotations of the package; empty without any. */
  readonly metadata: JsonObject
  /** Written in the language before OPA 1.0. */
  readonly v0: boolean
}

/** Reads a file by its lines; what its Rego means is the compiler's business. */
export function regoFile(path: string, text: string): RegoFile {
  const code = withoutStrings(text)
  return {
    path,
    text,
    package: packageOf(text),
    rules: [...new Set([...code.matchAll(/^([a-zA-Z_]\w*)/gm)].map(([, name = '']) => name))],
    imports: [...code.matchAll(/^import\s+(\S+)/gm)].map(([, name = '']) => name),
    metadata: metadataOf(text),
    v0: isV0(code),
  }
}

/** The text with comments and the insides of strings blanked, line ends kept. */
function withoutStrings(text: string): string {
  return text.replace(/"(?:[^"\\\n]|\\.)*"|`[^`]*`|#.*$/gm, (it) =>
    it.startsWith('#') ? '' : it.replace(/[^\n"`]/g, ' '),
  )
}

function packageOf(text: string): readonly string[] {
  const written = /^[ \t]*package[ \t]+([^#;\n]+)/m.exec(text)?.[1]?.trim() ?? ''
  return [...written.matchAll(/\["((?:[^"\\]|\\.)*)"\]|([^.[\]\s]+)/g)].map(
    ([, quoted, plain = '']) => quoted ?? plain,
  )
}

/**
 * A rule of the language before 1.0 has a body without `if`: its first line ends in `{`, or holds the whole body. An
 * object or a set that is assigned ends its line so too.
 */
function isV0(code: string): boolean {
  if (/^import\s+rego\.v1\b/m.test(code)) return false
  const lines = code.split('\n')
  return lines.some((line) => {
    if (!/^[a-zA-Z_}]/.test(line) || /^(?:package|import)\b/.test(line)) return false
    const body = /\{[^{}]*\}?[ \t]*$/.exec(line)
    if (body === null) return /^[a-zA-Z_]\w*\[[^\]]*\][ \t]*$/.test(line)
    const head = line.slice(0, body.index).trimEnd()
    return !/(?:\bif|\bcontains|[=({[,:])$/.test(head) && !/\bif\b/.test(head)
  })
}

/** The annotations that stand before the package. */
function metadataOf(text: string): JsonObject {
  const lines = text.split(/\r?\n/)
  const end = lines.findIndex((line) => /^\s*package\b/.test(line))
  const start = lines.findIndex((line) => /^#\s*METADATA\s*$/.test(line))
  if (start < 0 || start > end) return {}
  const yaml = lines.slice(start + 1, end).flatMap((line) => /^#[ \t]?(.*)$/.exec(line)?.[1] ?? [])
  const value: Json = goYamlSyntax.parse(yaml.join('\n')).parts[0]?.value ?? null
  return isObject(value) ? value : {}
}
