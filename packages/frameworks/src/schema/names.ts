import { isRepeatable } from './lookup.ts'
import type { BodySchema, MemberSchema } from './types.ts'

/** `ebs_block_device` → `ebsBlockDevice`. */
export function camelCase(name: string): string {
  return name.replace(/_+([a-z0-9])/g, (_, letter: string) => letter.toUpperCase())
}

const byCamel = new WeakMap<BodySchema, Map<string, MemberSchema>>()

/**
 * The member that a camelCase program means: `ebsBlockDevices` is `ebs_block_device`, `vpcSecurityGroupIds` is
 * `vpc_security_group_ids`. Repeatable members are found by their singular and their plural.
 */
export function memberByCamelName(body: BodySchema, name: string): MemberSchema | undefined {
  let index = byCamel.get(body)
  if (index === undefined) {
    index = new Map()
    // An exact name wins over another member's plural.
    for (const member of body.members.values())
      if (isRepeatable(member)) index.set(plural(camelCase(member.name)), member)
    for (const member of body.members.values()) index.set(camelCase(member.name), member)
    byCamel.set(body, index)
  }
  return index.get(name)
}

/** The camelCase name of a member, plural where programs write a list: what `memberByCamelName` turns back. */
export function camelName(member: MemberSchema): string {
  const name = camelCase(member.name)
  return isRepeatable(member) ? plural(name) : name
}

/** The English plural as Pulumi's bridge forms it; a name that is one already stays. */
function plural(name: string): string {
  if (/[^s]s$/.test(name) && !/(ss|us|is|as)$/.test(name)) return name
  if (/[^aeiou]y$/.test(name)) return `${name.slice(0, -1)}ies`
  if (/(s|x|z|ch|sh)$/.test(name)) return `${name}es`
  return `${name}s`
}
