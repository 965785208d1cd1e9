import type { Json, JsonObject, Level, Severity } from '@regraft/model'

/** What the metadata of a generated policy says. */
export interface RuleHeader {
  readonly id: string
  readonly title: string
  readonly description?: string
  readonly severity: Severity
  readonly fix?: Level
  readonly resources: readonly string[]
  readonly uses?: readonly string[]
  readonly aliases?: readonly string[]
  readonly relatedResources?: readonly string[]
}

/** The beginning of a generated policy: metadata and package. */
export function headerOf(packagePath: readonly string[], rule: RuleHeader): string {
  const { id, title, description, severity, fix, resources, uses, aliases, relatedResources = [] } = rule
  const custom: JsonObject = {
    id,
    severity,
    resources,
    ...(fix === undefined ? {} : { fix }),
    ...(uses === undefined ? {} : { uses }),
    ...(aliases === undefined || aliases.length === 0 ? {} : { aliases }),
  }
  // JSON is YAML, so any text is safe here.
  const lines = [
    `title: ${literal(title)}`,
    ...(description === undefined ? [] : [`description: ${literal(description)}`]),
    ...(relatedResources.length === 0 ? [] : [`related_resources: ${literal(relatedResources)}`]),
    `custom: ${literal(custom)}`,
  ]
  return `# METADATA\n${lines.map((line) => `# ${line}\n`).join('')}package ${packagePath.join('.')}\n`
}

/** JSON as a Rego term: the same notation, on one line. */
export function literal(value: Json): string {
  // The separators that JSON allows in strings and YAML reads as line ends.
  return JSON.stringify(value).replace(
    /[\u0085\u2028\u2029]/g,
    (it) => `\\u${it.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
}

/** `data.a["b-c"]` */
export function reference(path: readonly string[]): string {
  return `data${path.map((step) => `[${JSON.stringify(step)}]`).join('')}`
}
