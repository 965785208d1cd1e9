import { knownResourceTypes, resourceSchema } from '@regraft/frameworks'
import { nearest, RegraftError } from '@regraft/model'

/** What a policy can be written for. Plans and Pulumi programs hold resources of these types too. */
export type PolicyFramework = 'terraform' | 'kubernetes'

/**
 * The framework of resource types: Terraform's are words in lower case, which the schema tables know for some providers;
 * kinds of Kubernetes begin with a capital.
 * Throws RegraftError `RULE_TYPE` for a type that none has, and for types of several frameworks.
 */
export function frameworkOf(types: readonly string[], given?: string): PolicyFramework {
  if (types.length === 0)
    throw wrong(
      'A rule looks at one resource type at least',
      'Name it: --type aws_s3_bucket, --type Deployment.',
    )
  const found = new Set(types.map(ofType))
  const [framework, ...others] = found
  if (framework === undefined || others.length > 0)
    throw wrong(
      `${types.join(', ')} are types of several frameworks`,
      'A policy is written for one: make a rule for each, or add a second policy to its folder by hand.',
    )
  if (given !== undefined && given !== framework)
    throw wrong(
      `${types.join(', ')} is no type of ${given}`,
      given === 'terraform' || given === 'kubernetes'
        ? `It is one of ${framework}: leave --framework out.`
        : `Plans and Pulumi programs hold resources by their ${framework} types: leave --framework out.`,
    )
  return framework
}

function ofType(type: string): PolicyFramework {
  if (/^[A-Z][A-Za-z0-9]*(\.[a-z0-9.-]+)?$/.test(type)) return 'kubernetes'
  if (!/^[a-z][a-z0-9]*(_[a-z0-9]+)+$/.test(type))
    throw wrong(
      `"${type}" is no resource type`,
      'Write aws_s3_bucket for Terraform, Deployment for Kubernetes; a kind of another group as Job.batch.volcano.sh.',
    )
  const known = knownResourceTypes(type.slice(0, type.indexOf('_')))
  if (known.length > 0 && resourceSchema(type) === undefined) {
    const near = nearest(type, known)
    throw wrong(
      `The provider has no resource type ${type}`,
      near === undefined ? 'Look it up in its documentation.' : `Did you mean ${near}?`,
    )
  }
  return 'terraform'
}

function wrong(message: string, hint: string): RegraftError {
  return new RegraftError('RULE_TYPE', message, { hint })
}
