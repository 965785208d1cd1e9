import type { Refusal, Result } from '@regraft/model'
import { ok } from '@regraft/model'
import type { Change } from '../../framework.ts'
import { resourceSchema } from '../../schema/resource-schema.ts'
import { type PackageName, packageName } from '../classes.ts'
import { stepsOf } from '../kinds.ts'
import { type AwsClass, classesOf, terraformType } from '../names.ts'
import type { Program } from '../program.ts'
import type { PulumiResource } from '../resource.ts'
import { refuse } from './refusals.ts'

export interface ClassName {
  readonly name: PackageName
  /** Why the class may not be there under that name. */
  readonly doubt?: string
}

/** The class that a new resource is made of. */
export function classNameOf(
  change: Extract<Change, { kind: 'add_resource' }>,
  resource: PulumiResource,
): Result<ClassName, Refusal> {
  if (resource.schema === undefined) {
    const steps = stepsOf(change.value['apiVersion'], change.value['kind'])
    return steps === undefined
      ? refuse('NOT_IN_SCHEMA', `the package has no class for ${change.type}`)
      : ok({ name: { package: 'kubernetes', steps } })
  }
  const classes = classesOf(change.type)
  const old = classes.find((item) => item.deprecated)
  const names = namesUsed(resource.program)
  const current = preferred(classes, names === 'old', resource)
  if (current === undefined || resourceSchema(change.type) === undefined)
    return refuse('NOT_IN_SCHEMA', `the provider has no resource ${change.type}`)
  const name: PackageName = { package: 'aws', steps: [current.module, current.name] }
  if (old === undefined || names !== undefined) return ok({ name })
  return ok({ name, doubt: `before version 7 of @pulumi/aws the class is aws.${old.module}.${old.name}` })
}

/** A class of the owner's own module if there is one: `lb` and `alb` have the same. */
function preferred(
  classes: readonly AwsClass[],
  old: boolean,
  { node, program, file }: PulumiResource,
): AwsClass | undefined {
  const document = program.document(file)
  const own = node.callee && document && packageName(document, node.callee)?.steps[0]
  const near = classes.filter((item) => item.module === own)
  const candidates = near.length > 0 ? near : classes
  return candidates.find((item) => item.deprecated === old) ?? candidates[0]
}

/**
 * Which names a program has for classes that version 7 renamed (`BucketVersioningV2`): the old ones, which version 7 still
 * has, or those that only version 7 has. Undefined when it uses none.
 */
function namesUsed(program: Program): 'old' | 'current' | undefined {
  for (const document of program.documents.values())
    for (const { callee } of document.news) {
      const [module = '', name = ''] = (callee && packageName(document, callee)?.steps) ?? []
      // Both versions have a Bucket.
      if (name === 'Bucket') continue
      const classes = classesOf(terraformType(module, name) ?? '')
      const own = classes.find((item) => item.module === module && item.name === name)
      if (own?.deprecated) return 'old'
      if (own !== undefined && classes.some((item) => item.deprecated)) return 'current'
    }
  return undefined
}
