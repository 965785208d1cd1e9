import type { FileHead } from '../framework.ts'
import { isKustomization, maySayPatches } from './kustomize.ts'

/** The most that a head holds: a shorter one is the whole file. */
const headLength = 4096

/** A field of a manifest begins its line; in JSON it may be indented, or share its line with others. */
const yaml = (name: string): RegExp => new RegExp(`^["']?${name}["']?[ \\t]*:`, 'm')
const json = (name: string): RegExp => new RegExp(`(?:^|[{,])[ \\t]*"${name}"[ \\t]*:`, 'm')
const fields = [
  [yaml('apiVersion'), json('apiVersion')],
  [yaml('kind'), json('kind')],
] as const

/** Files of other tools that have an `apiVersion` and a `kind` too, or look as if. */
const otherNames = /(?:^|\/)(?:Kustomization|Chart\.ya?ml|values(?:\.[^/]*)?\.ya?ml)$/
const otherKinds = /^["']?AWSTemplateFormatVersion["']?\s*:/m

/**
 * Whether a file looks like one of Kubernetes manifests, `apiVersion` and `kind` at the beginning of it, or says which of them
 * are none.
 */
export function claims({ path, head }: FileHead): boolean {
  if (isKustomization(path)) return maySayPatches(head, head.length >= headLength)
  if (!/\.(?:ya?ml|json)$/.test(path) || otherNames.test(path) || otherKinds.test(head)) return false
  const isJson = path.endsWith('.json') || head.trimStart().startsWith('{')
  const [versioned, kinded] = fields.map(([own, quoted]) => (isJson ? quoted : own).test(head))
  // Sorted keys put `kind` behind a long `data`: half of the evidence is enough where the head is cut.
  return head.length < headLength
    ? versioned === true && kinded === true
    : versioned === true || kinded === true
}
