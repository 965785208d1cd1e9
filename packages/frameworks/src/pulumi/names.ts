import { isRepeatable } from '../schema/lookup.ts'
import { camelName, memberByCamelName } from '../schema/names.ts'
import type { BodySchema, MemberSchema } from '../schema/types.ts'
import { pulumiClasses, pulumiEnums, pulumiSpellings } from './names.generated.ts'
import { renames } from './renames.ts'

/** A resource class of Pulumi's AWS package: `aws.<module>.<name>`. */
export interface AwsClass {
  readonly module: string
  readonly name: string
  /** Version 7 has another name for it; version 6 has only this one. */
  readonly deprecated: boolean
}

interface ClassTables {
  /** Terraform type by `module.Name`. */
  readonly types: ReadonlyMap<string, string>
  readonly classes: ReadonlyMap<string, readonly AwsClass[]>
}

/** How a program spells a member. `one`: a single value where the model has a list; `many`: a list where it has one value. */
export interface Spelling {
  readonly name: string
  readonly form: 'same' | 'one' | 'many'
}

let classTables: ClassTables | undefined
let spellings: ReadonlyMap<string, ReadonlyMap<string, Spelling>> | undefined
let enums: ReadonlyMap<string, string> | undefined

/** The Terraform type of a class, `aws_instance` of `ec2`, `Instance`; undefined for classes that are none. */
export function terraformType(module: string, name: string): string | undefined {
  classTables ??= readClasses()
  return classTables.types.get(`${module}.${name}`)
}

/** The classes of a Terraform type. */
export function classesOf(type: string): readonly AwsClass[] {
  classTables ??= readClasses()
  return classTables.classes.get(type) ?? []
}

/** The string that a constant of the package stands for: `public-read` of `s3`, `CannedAcl`, `PublicRead`. */
export function enumValue(module: string, name: string, key: string): string | undefined {
  enums ??= readEnums()
  return enums.get(`${module}.${name}.${key}`)
}

/** How the argument or property of a member is spelled. `path` are the names from the resource to it. */
export function spellingOf(type: string, path: readonly string[], member: MemberSchema): Spelling {
  if (path.length === 1) {
    const renamed = Object.entries(renames[type] ?? {}).find(([, name]) => name === member.name)?.[0]
    if (renamed !== undefined) return { name: renamed, form: isBare(member, renamed) ? 'one' : 'same' }
  }
  spellings ??= readSpellings()
  const own = spellings.get(type)
  return own?.get(path.join('.')) ?? own?.get(member.name) ?? { name: camelName(member), form: 'same' }
}

/** `targetArn` for `target_arns`. */
function isBare(member: MemberSchema, spelled: string): boolean {
  return isRepeatable(member) && !/s$/.test(spelled)
}

/** The member that a property of a program means. `path` are the names from the resource to the body. */
export function memberOf(
  type: string,
  path: readonly string[],
  body: BodySchema,
  property: string,
): MemberSchema | undefined {
  const renamed = path.length === 0 ? renames[type]?.[property] : undefined
  if (renamed !== undefined) return body.members.get(renamed)
  const byRule = memberByCamelName(body, property)
  if (byRule !== undefined) return byRule
  spellings ??= readSpellings()
  for (const [key, spelling] of spellings.get(type) ?? []) {
    const member = body.members.get(key.slice(key.lastIndexOf('.') + 1))
    if (spelling.name === property && member !== undefined) return member
  }
  return undefined
}

/** `maxItemsOne` → `max_items_one`: what a property is called that no table knows. */
export function snakeCase(name: string): string {
  return name
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .replace(/([A-Z])([A-Z][a-z])/g, '$1_$2')
    .toLowerCase()
}

function readClasses(): ClassTables {
  const types = new Map<string, string>()
  const classes = new Map<string, AwsClass[]>()
  for (const line of pulumiClasses.trim().split('\n')) {
    const [module = '', list = ''] = line.split(' ')
    for (const item of list.split(',')) {
      const [marked = '', short] = item.split('=')
      const name = marked.replace('-', '')
      const type = `aws_${short ?? `${module}_${snakeCase(name)}`}`
      types.set(`${module}.${name}`, type)
      classes.set(type, [...(classes.get(type) ?? []), { module, name, deprecated: name !== marked }])
    }
  }
  // A Lambda function whose code is a function of the program.
  types.set('lambda.CallbackFunction', 'aws_lambda_function')
  return { types, classes }
}

function readSpellings(): ReadonlyMap<string, ReadonlyMap<string, Spelling>> {
  const found = new Map<string, Map<string, Spelling>>()
  for (const line of pulumiSpellings.trim().split('\n')) {
    const [type = '', list = ''] = line.split(' ')
    const entries = list.split(',').map((item): [string, Spelling] => {
      const [path = '', spelled = ''] = item.split('=')
      const form = spelled.endsWith('?') ? 'one' : spelled.endsWith('*') ? 'many' : 'same'
      return [path, { name: spelled.replace(/[?*]$/, ''), form }]
    })
    found.set(`aws_${type}`, new Map(entries))
  }
  return found
}

function readEnums(): ReadonlyMap<string, string> {
  const found = new Map<string, string>()
  for (const line of pulumiEnums.trim().split('\n')) {
    const [module = '', name = '', ...list] = line.split(' ')
    for (const item of list.join(' ').split(',')) {
      const [key = '', ...value] = item.split('=')
      found.set(`${module}.${name}.${key}`, value.join('='))
    }
  }
  return found
}
