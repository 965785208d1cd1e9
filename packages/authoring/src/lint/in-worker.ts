import { type CompilerLimits, withCulprit } from '@regraft/engine/node'
import { regoInWorker } from '@regraft/rego/node'
import { type CheckPoliciesOptions, checkPolicies, type PolicyCheck } from './check-policies.ts'

/**
 * Checks policies of anybody: in a thread with bounded memory and time. Rejects with RegraftError `REGO_TIMEOUT`,
 * `REGO_MEMORY` or `REGO_STACK` that names the module which is too much for the compiler.
 */
export async function checkPoliciesInWorker(
  options: CheckPoliciesOptions,
  limits: CompilerLimits = {},
): Promise<PolicyCheck> {
  const rego = regoInWorker(limits)
  const modules = [...(options.library ?? []), ...options.modules]
  try {
    return await withCulprit(limits, modules, () => checkPolicies(rego, options))
  } finally {
    await rego.close()
  }
}
