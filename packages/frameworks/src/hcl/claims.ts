import type { FileHead } from '../framework.ts'

/** Files in native syntax of HCL, whoever reads them. */
export function hclClaims({ path }: Pick<FileHead, 'path'>): boolean {
  return /\.(?:tf|tofu|hcl|tfvars)$/.test(path) && !/(?:^|\/)\.terraform\.lock\.hcl$/.test(path)
}
