import type { Finding, Report } from '@regraft/model'
import { mainTf, podYaml, rules } from './samples.ts'
import { Folder, run } from './support.ts'

/** What a rule says of the samples: the words are the policies' own and may change without these tests. */
export interface Wording {
  readonly message: string
  readonly fix: string
  readonly reason: string
  /** Of each input by name. */
  readonly inputs: { readonly [name: string]: string }
}

/** The words of each rule that the samples are about. */
export async function wordings(): Promise<(rule: string) => Wording> {
  const folder = new Folder({ 'main.tf': mainTf, 'pod.yaml': podYaml })
  const { stdout } = await run(folder.path, ['check', '--format', 'json', ...rules])
  folder.remove()
  const { findings } = JSON.parse(stdout) as Report
  return (rule) => wordingOf(findings.find((it) => it.rule === rule))
}

function wordingOf(finding: Finding | undefined): Wording {
  if (!finding?.fix) throw new Error('the samples no longer have this finding')
  const { title, reason = '', inputs = {} } = finding.fix
  const described = Object.entries(inputs).map(([name, spec]) => [
    name,
    (spec as { description: string }).description,
  ])
  return { message: finding.message, fix: title, reason, inputs: Object.fromEntries(described) }
}
