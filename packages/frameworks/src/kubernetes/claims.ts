import type { FileHead } from '../framework.ts'

/** The most that a head holds: a shorter one is the whole file. */
const headLength = 4096

const field = (name: string): RegExp => new RegExp(`^\\s*(?:- )?["']?${name}["']?\\s*:`, 'm')
const apiVersion = field('apiVersion')
const kind = field('kind')
/** Compact JSON has its fields on one line. */
const inline = (name: string): RegExp => new RegExp(`[{,]\\s*"${name}"\\s*:`)
const inlineApiVersion = inline('apiVersion')
const inlineKind = inline('kind')

/** Files of other tools that have an `apiVersion` and a `kind` too, or look as if. */
const otherNames = /(?:^|\/)(?:kustomization\.ya?ml|Kustomization|Chart\.ya?ml|values(?:\.[^/]*)?\.ya?ml)$/
const otherKinds = /^["']?AWSTemplateFormatVersion["']?\s*:/m

/** Whether a file looks like one of Kubernetes manifests: `apiVersion` and `kind` at the beginning of it. */
export function claims({ path, head }: FileHead): boolean {
  if (!/\.(?:ya?ml|json)$/.test(path) || otherNames.test(path) || otherKinds.test(head)) return false
  const versioned = apiVersion.test(head) || inlineApiVersion.test(head)
  const kinded = kind.test(head) || inlineKind.test(head)
  // Sorted keys put `kind` behind a long `data`: half of the evidence is enough where the head is cut.
  return head.length < headLength ? versioned && kinded : versioned || kinded
}
