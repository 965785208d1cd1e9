import type { Expression } from '@regraft/syntax'
import { pathWithin } from '@regraft/syntax/hcl'
import type { Source } from './language/value.ts'
import type { Place } from './source.ts'

/** The document place of what a value came from; undefined where nothing can be edited. */
export function placeOf({ site, node, path }: Source): Place | undefined {
  if (site.sealed !== undefined) return undefined
  if (node === undefined) return { file: site.file, path: [...site.path, ...(path ?? [])] }
  const steps = site.root && pathWithin(site.root, node)
  return steps && { file: site.file, path: [...site.path, ...steps, ...(path ?? [])] }
}

/** What tells two literals of a unit apart. */
export function identityOf({ site, node, path, part }: Source): object | string {
  return site.body ?? part ?? node ?? `${site.file} ${JSON.stringify([...site.path, ...(path ?? [])])}`
}

/**
 * Whether a reference stands where its value counts whenever the whole does: not in a call, where one that has no value in
 * another instance would have one after an edit (`try(each.value.x, false)`).
 */
export function standsPlainly({ site, node }: Source): boolean {
  return site.root === undefined || node === undefined || plainlyIn(site.root, node)
}

function plainlyIn(root: Expression, node: Expression): boolean {
  if (root === node) return true
  switch (root.kind) {
    case 'parentheses':
      return plainlyIn(root.expression, node)
    case 'object':
      return root.items.some(({ value }) => plainlyIn(value, node))
    case 'tuple':
      return root.items.some((item) => plainlyIn(item, node))
    case 'conditional':
      return plainlyIn(root.consequent, node) || plainlyIn(root.alternate, node)
    case 'template':
    case 'heredoc':
      return root.parts.some((part) => part.kind === 'interpolation' && plainlyIn(part.expression, node))
    case 'call':
      return root.name === 'jsonencode' && root.arguments.some((argument) => plainlyIn(argument, node))
    default:
      return false
  }
}
