import { isObject, type Json } from '@regraft/model'
import { readYaml } from '../builtins/yaml/read.ts'
import { toJson } from '../value/json.ts'

/** What a Rego file of a bundle says of its package. */
export interface ModuleMetadata {
  /** Steps of the package below `data`. */
  readonly path: readonly string[]
  /** 1-based line of `package`. */
  readonly row: number
  readonly annotations: Json
}

/**
 * The annotations above `package` of a Rego file, as `opa build -t wasm` leaves them in a bundle: the last block of
 * comments that begins with `# METADATA`. Undefined where there are none that can be read.
 * https://www.openpolicyagent.org/docs/policy-language#metadata
 */
export function moduleMetadata(text: string): ModuleMetadata | undefined {
  const lines = text.split(/\r?\n/)
  const at = lines.findIndex((line) => /^\s*package\s/.test(line))
  const begin = lines.slice(0, Math.max(at, 0)).findLastIndex((line) => /^\s*#\s*METADATA\s*$/.test(line))
  const path = at < 0 ? undefined : packagePath(lines[at] ?? '')
  if (begin < 0 || path === undefined) return undefined
  const comments = lines.slice(begin + 1, at).map((line) => /^\s*#(.*)$/.exec(line)?.[1])
  const end = comments.indexOf(undefined)
  const block = end < 0 ? comments : comments.slice(0, end)
  const value = yaml(block.join('\n'))
  return isObject(value) ? { path, row: at + 1, annotations: { scope: 'package', ...value } } : undefined
}

function yaml(source: string): Json | undefined {
  try {
    return toJson(readYaml(source))
  } catch {
    // Whoever compiled the bundle did not read it as metadata either.
    return undefined
  }
}

/** `a.b["c-d"]` as steps. */
function packagePath(line: string): string[] | undefined {
  const reference = line.replace(/^\s*package\s+/, '')
  const steps = [...reference.matchAll(/(?:^|\.)\s*([A-Za-z_]\w*)|\[\s*("(?:[^"\\]|\\.)*")\s*\]/g)]
  return steps.length === 0
    ? undefined
    : steps.map(([, name, quoted]) => name ?? String(JSON.parse(quoted ?? '""')))
}
