import { bodyValue } from '../body-value.ts'
import type { ModuleInstance } from '../instance.ts'
import { Failure } from '../language/failure.ts'
import type { Binding } from '../language/scope.ts'
import type { Value } from '../language/value.ts'
import { object } from '../language/value.ts'
import { metaArguments } from '../meta.ts'
import type { ModuleResource } from '../module.ts'
import { iamPolicyDocument } from './iam-policy-document.ts'

/** What a data source gives that needs nothing but its arguments; undefined for those that ask somebody. */
export function computedData(
  type: string,
  { body }: ModuleResource,
  instance: ModuleInstance,
  names: Binding | undefined,
): Value | undefined {
  if (type !== 'aws_iam_policy_document') return undefined
  const value = bodyValue(
    body,
    undefined,
    { instance, names, lookups: undefined, lists: true },
    metaArguments,
  )
  try {
    return object(new Map([...value.entries, ...iamPolicyDocument(value)]))
  } catch (failure) {
    if (failure instanceof Failure) return undefined
    throw failure
  }
}
