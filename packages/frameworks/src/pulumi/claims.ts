import type { FileHead } from '../framework.ts'

/** The most that a head holds: a shorter one is the whole file. */
const headLength = 4096

const packages = /(?:\bfrom|\bimport|\brequire\s*\()\s*["']@pulumi\/(?:aws|kubernetes)["'/]/
const comments = /\/\*[\s\S]*?(?:\*\/|$)|\/\/[^\n]*/g
const statements = /^\s*(?:export|const|let|var|function|async|class|new|if|for|abstract|declare)\b/m

/**
 * Whether a file is a program of Pulumi's AWS or Kubernetes package: a TypeScript file that imports one. A head that is
 * cut off while nothing but imports has come may go on to.
 */
export function pulumiClaims({ path, head }: FileHead): boolean {
  if (!path.endsWith('.ts') || path.endsWith('.d.ts') || /(?:^|\/)node_modules\//.test(path)) return false
  if (packages.test(head)) return true
  return head.length >= headLength && !statements.test(head.replace(comments, ''))
}
