import { knownResourceTypes, resourceSchema } from '@regraft/frameworks'
import { nearest } from '@regraft/model'
import { isKind, kubernetesKinds } from '../kinds.ts'
import type { Found } from '../module.ts'

/** Why a rule is never asked about a type; undefined for one that there may be. */
export function unknownType(type: string): Pick<Found, 'message' | 'hint'> | undefined {
  if (isKind(type)) return unknownKind(type)
  const provider = type.split('_', 1)[0] ?? ''
  const known = knownResourceTypes(provider)
  // Of other providers there is no table, so nothing to compare with.
  if (known.length === 0 || resourceSchema(type) !== undefined) return undefined
  return {
    message: `there is no resource type ${type}, so the rule is never asked about one`,
    hint: suggestion(
      type,
      known,
      'A type that is newer than the tables is let through by a comment: docs/policies/checks.md.',
    ),
  }
}

/** Any kind may exist, but one that is nearly a well-known one is a slip. */
function unknownKind(kind: string): Pick<Found, 'message' | 'hint'> | undefined {
  if (kind.includes('.') || kubernetesKinds.includes(kind)) return undefined
  const near = nearest(
    kind.toLowerCase(),
    kubernetesKinds.map((each) => each.toLowerCase()),
  )
  const meant = kubernetesKinds.find((each) => each.toLowerCase() === near)
  if (meant === undefined || meant.length < 4) return undefined
  return {
    message: `there is no kind ${kind} in Kubernetes`,
    hint: `Did you mean \`${meant}\`? A kind of an extension is written with its group: \`${kind}.example.com\`.`,
  }
}

function suggestion(word: string, names: readonly string[], otherwise: string): string {
  const near = nearest(word, names)
  return near === undefined ? otherwise : `Did you mean \`${near}\`? ${otherwise}`
}
