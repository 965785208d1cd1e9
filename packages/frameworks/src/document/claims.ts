import type { FileHead } from '../framework.ts'

/** Files that tools write for themselves: nobody's policies are about them. */
const generated = /(?:^|\/)(?:package-lock\.json|pnpm-lock\.yaml|\.terraform\.lock\.hcl|composer\.lock)$/

/** Any YAML or JSON file; others were asked before. */
export function documentClaims({ path }: FileHead): boolean {
  return /\.(?:ya?ml|json)$/.test(path) && !generated.test(path)
}
