import { readFileSync } from 'node:fs'
import { Ajv, type ValidateFunction } from 'ajv'
import type { Asked } from './github.ts'

/** GitHub's own description of its API: `generated/api.github.com.json` of the npm package @octokit/openapi, 13 MB. */
const file = process.env['REGRAFT_GITHUB_OPENAPI']

interface Operation {
  readonly parameters?: readonly { readonly $ref?: string; readonly in?: string; readonly name?: string }[]
  readonly requestBody?: { readonly content: { readonly 'application/json': { readonly schema: object } } }
}

interface Description {
  readonly paths: { readonly [path: string]: { readonly [method: string]: Operation } }
  readonly components: { readonly parameters: { readonly [name: string]: { in: string; name: string } } }
}

let read: Description | undefined
const validators = new Map<string, ValidateFunction>()

/** What the description says against the requests; nothing when it is not at hand. */
export function problemsOf(asked: readonly Asked[]): string[] {
  if (file === undefined) return []
  read ??= JSON.parse(readFileSync(file, 'utf8')) as Description
  const description = read
  return asked.filter(({ path }) => path !== '/graphql').flatMap((it) => problems(it, description))
}

function problems({ method, path, body }: Asked, { paths, components }: Description): string[] {
  const [route = '', query = ''] = path.split('?')
  const at = `${method} ${path}`
  const found = Object.keys(paths).find((it) => {
    // `{ref}` may hold slashes.
    const pattern = it.replace(/\{(ref|basehead)\}/g, '.+').replace(/\{\w+\}/g, '[^/]+')
    return (
      new RegExp(`^${pattern}$`).test(`/repos/acme/infra${route}`) &&
      method.toLowerCase() in (paths[it] ?? {})
    )
  })
  const operation = found === undefined ? undefined : paths[found]?.[method.toLowerCase()]
  if (operation === undefined) return [`${at}: there is no such operation`]
  const known = (operation.parameters ?? []).map((it) =>
    it.$ref === undefined ? it : components.parameters[it.$ref.replace('#/components/parameters/', '')],
  )
  const strange = [...new URLSearchParams(query).keys()].filter(
    (name) => !known.some((it) => it?.in === 'query' && it.name === name),
  )
  return [
    ...strange.map((name) => `${at}: no parameter ${name}`),
    ...bodyProblems(at, body, operation, found ?? '', method),
  ]
}

function bodyProblems(
  at: string,
  body: unknown,
  operation: Operation,
  route: string,
  method: string,
): string[] {
  const schema = operation.requestBody?.content['application/json'].schema
  if (schema === undefined) return body === undefined ? [] : [`${at}: a body where none is taken`]
  const key = `${method} ${route}`
  const validate =
    validators.get(key) ?? new Ajv({ strict: false, validateFormats: false }).compile(closed(schema))
  validators.set(key, validate)
  return validate(body)
    ? []
    : (validate.errors ?? []).map((error) => `${at}: ${error.instancePath} ${error.message}`)
}

/** A key that GitHub does not know is a mistake too. */
function closed(schema: object): object {
  return 'properties' in schema ? { additionalProperties: false, ...schema } : schema
}
