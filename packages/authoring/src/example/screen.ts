import { compilePolicies, createEngine, memoryWorkspace } from '@regraft/engine'
import { RegraftError } from '@regraft/model'
import type { Texts } from '@regraft/testing'
import { compareModels } from './changes.ts'
import { loadModels } from './models.ts'
import type { Proposal } from './policy.ts'
import { policyText } from './policy.ts'
import type { Toolchain } from './toolchain.ts'

/**
 * Those proposals that heal `before` to what `after` holds and find nothing in it then. All are compiled at once, which
 * takes little longer than to compile one; what passes is still to be proven.
 */
export async function screened(
  candidates: readonly Proposal[],
  { before, after }: { readonly before: Texts; readonly after: Texts },
  { rego, library }: Toolchain,
): Promise<readonly Proposal[]> {
  if (candidates.length < 2) return candidates
  const tries = candidates.map((proposal, i) => ({ proposal, id: `try/rule-${i}` }))
  const modules = Object.fromEntries(
    tries.map(({ proposal, id }) => [`${id}.rego`, policyText({ ...proposal, id })]),
  )
  const bundle = await compilePolicies(rego, [{ id: 'tries', modules: { ...library, ...modules } }])
  const engine = await createEngine({ policies: [{ id: 'tries', bundle }] })
  const passed: Proposal[] = []
  for (const { proposal, id } of tries) {
    const workspace = memoryWorkspace(before)
    await engine.heal(workspace, { rules: [id], unsafe: true })
    const healed = { ...after, ...Object.fromEntries(workspace.texts) }
    const { findings } = await engine.check(memoryWorkspace(after), { rules: [id] })
    if (findings.length === 0 && (await sameModels(healed, after))) passed.push(proposal)
  }
  return passed
}

/** Whether files say the same in perhaps another layout. */
export async function sameModels(some: Texts, others: Texts): Promise<boolean> {
  if (Object.keys(others).every((path) => some[path] === others[path])) return true
  try {
    compareModels(await loadModels(some), await loadModels(others))
    return false
  } catch (error) {
    if (!(error instanceof RegraftError)) throw error
    return error.code === 'EXAMPLE_SAME'
  }
}
