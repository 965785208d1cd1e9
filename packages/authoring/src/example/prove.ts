import { RegraftError } from '@regraft/model'
import type { LocalRego } from '@regraft/rego'
import type { CaseFailure, CaseSuite, Texts } from '@regraft/testing'
import { openSuite } from '@regraft/testing'
import type { Proposal } from './policy.ts'
import { policyText } from './policy.ts'
import { exampleFiles } from './rule-files.ts'
import { sameModels } from './screen.ts'
import type { Toolchain } from './toolchain.ts'

/** A rule's folder that passes its own cases, or why it does not. */
export type Proof =
  | { readonly ok: true; readonly files: Texts; readonly rewritten: readonly string[] }
  | { readonly ok: false; readonly failures: readonly CaseFailure[] }

/** Writes a proposal as a rule and runs its cases, with everything a rule is tested for. Nothing touches a disk. */
export async function prove(
  proposal: Proposal,
  { before, after }: { readonly before: Texts; readonly after: Texts },
  { rego, library }: Toolchain,
): Promise<Proof> {
  const name = `${proposal.dialect}.rego`
  const policy = await formatted(rego, `${proposal.id}/${name}`, policyText(proposal))
  const given = exampleFiles(proposal, before, after)
  const suite = await openSuite({
    modules: { ...library, [`${proposal.id}/${name}`]: policy },
    cases: casesOf(proposal.id, given),
    rego,
  })
  const healed = await healedAs(suite, after)
  const rewritten = Object.keys(healed).filter((path) => healed[path] !== after[path])
  const files = rewritten.length === 0 ? given : exampleFiles(proposal, before, healed)
  const failures: CaseFailure[] = []
  for (const item of suite.cases) {
    const written = item.clean === undefined ? { ...item, after: healed } : { ...item, clean: healed }
    failures.push(...(await suite.run(written)).failures)
  }
  if (failures.length > 0) return { ok: false, failures }
  return { ok: true, files: { [name]: policy, ...files }, rewritten }
}

/**
 * The healed files where they hold what `after` holds and only the layout is another: a new block may stand elsewhere than
 * where a person put it. Else `after`, which then fails the case.
 */
async function healedAs(suite: CaseSuite, after: Texts): Promise<Texts> {
  const item = suite.cases.find(({ before }) => before !== undefined)
  if (item === undefined) return after
  const healed = { ...after, ...(await suite.heal(item)) }
  return (await sameModels(healed, after)) ? healed : after
}

async function formatted(rego: LocalRego, file: string, text: string): Promise<string> {
  const { files, diagnostics } = await rego.format({ modules: [{ file, text }] })
  if (diagnostics.length > 0)
    throw new RegraftError('POLICY_COMPILE', 'The rule that was made is no Rego', { diagnostics })
  return files[0]?.text ?? text
}

function casesOf(id: string, files: Texts): Texts {
  return Object.fromEntries(
    Object.entries(files)
      .filter(([path]) => path.startsWith('cases/'))
      .map(([path, text]) => [`${id}/${path}`, text]),
  )
}
