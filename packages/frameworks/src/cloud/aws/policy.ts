import { isList, isObject, isUnknown, type Json, type JsonObject } from '@regraft/model'
import { argument, type Part } from '../part.ts'
import { type Cell, constant, type Item, item, text } from '../state.ts'

/** A policy whose document an argument holds; undefined where nothing can be told of it. */
export function policyIn(part: Part, name = 'policy'): Item | undefined {
  const document = documentIn(part, name)
  if (document === undefined) return undefined
  return item(part, { name: text(part, 'name'), document, builtin: constant(part, false) })
}

/** A document as text, lists written as lists. */
function documentIn(part: Part, name: string): Cell | undefined {
  const value = argument(part, name)
  const json = isUnknown(value) ? value['$json'] : typeof value === 'string' ? parsed(value) : value
  if (!isObject(json)) return undefined
  return constant(part, JSON.stringify(normal(json)), name)
}

function parsed(value: string): Json | undefined {
  try {
    return JSON.parse(value) as Json
  } catch {
    return undefined
  }
}

const lists: readonly string[] = ['Action', 'NotAction', 'Resource', 'NotResource']

/** IAM takes one thing for a list of one. What is unknown is a text that nobody looks for. */
function normal(document: JsonObject): JsonObject {
  const statements = listed(document['Statement'] ?? [])
  return {
    ...document,
    Statement: statements.map((statement): Json => {
      if (!isObject(statement)) return statement
      const out: Record<string, Json> = {}
      for (const [name, value] of Object.entries(statement))
        out[name] = lists.includes(name) ? listed(value).map(plain) : principals(name, value)
      return out
    }),
  }
}

function principals(name: string, value: Json): Json {
  if ((name !== 'Principal' && name !== 'NotPrincipal') || !isObject(value)) return plain(value)
  return Object.fromEntries(Object.entries(value).map(([type, ids]) => [type, listed(ids).map(plain)]))
}

function listed(value: Json): readonly Json[] {
  return isList(value) ? value : [value]
}

function plain(value: Json): Json {
  return isUnknown(value) ? `\${${value.$unknown}}` : value
}

/** A policy of AWS itself that is known by what it allows. */
const managed: { readonly [arn: string]: JsonObject } = {
  // https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AmazonS3FullAccess.html
  'arn:aws:iam::aws:policy/AmazonS3FullAccess': {
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Action: ['s3:*', 's3-object-lambda:*'], Resource: ['*'] }],
  },
}

/** What an attachment attaches: a policy among the resources, one of AWS, or one that nobody knows. */
export function attachedPolicy(part: Part, policies: readonly Part[]): Item {
  const value = argument(part, 'policy_arn')
  const refs = isUnknown(value) ? value['$refs'] : undefined
  const referred = policies.find(({ resource }) => isList(refs) && refs.includes(resource.address))
  const own = referred && policyIn(referred)
  if (own !== undefined) return own
  const known = typeof value === 'string' && Object.hasOwn(managed, value) ? managed[value] : undefined
  const document = constant(part, known === undefined ? '' : JSON.stringify(known), 'policy_arn')
  return item(part, { name: constant(part, ''), document, builtin: constant(part, known !== undefined) })
}
