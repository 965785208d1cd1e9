import type { FileHead } from './framework.ts'
import { fileKind } from './terraform/files.ts'
import type { VariableOptions } from './terraform/settings.ts'

export { combinedClaims } from './combined/claims.ts'
export { dockerfileClaims } from './dockerfile/claims.ts'
export { documentClaims } from './document/claims.ts'
export { hclClaims } from './hcl/claims.ts'
export { claims as kubernetesClaims } from './kubernetes/claims.ts'
export { pulumiClaims } from './pulumi/claims.ts'
export { claims as terraformPlanClaims } from './terraform-plan/claims.ts'

/** Whether a file is Terraform's, or a variables file that is named. */
export function terraformClaims({ files }: VariableOptions): (file: FileHead) => boolean {
  return ({ path }) => fileKind(path) !== undefined || files?.includes(path) === true
}
