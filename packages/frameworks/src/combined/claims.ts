import { dockerfileClaims } from '../dockerfile/claims.ts'
import { documentClaims } from '../document/claims.ts'
import type { FileHead } from '../framework.ts'
import { hclClaims } from '../hcl/claims.ts'

/** Every file that can be shown as data: YAML, JSON, HCL, Dockerfiles. */
export function combinedClaims({ path }: Pick<FileHead, 'path'>): boolean {
  return documentClaims({ path, head: '' }) || hclClaims({ path }) || dockerfileClaims({ path })
}
