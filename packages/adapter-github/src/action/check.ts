import type { HealOptions } from '@regraft/engine'
import { RegraftError, type Report } from '@regraft/model'
import { ruleDoc } from '@regraft/policies/docs'
import { githubSummaryLimit, type RenderOptions, render, renderSummary } from '@regraft/reporters'
import { relocated } from '../relocate.ts'
import { type ChangedFile, changedFiles } from '../review/changed-files.ts'
import { annotations } from './annotations.ts'
import { addOutputs, addSummary, writeBelow } from './files.ts'
import { logQuoted } from './log.ts'
import type { ActionRun } from './opened.ts'
import { review, reviewRefusal } from './suggest.ts'

/** Finds, tries what could be healed, and tells it in all the ways that were asked for. Changes nothing but the SARIF file. */
export async function check(run: ActionRun): Promise<0 | 1> {
  const { inputs, host, folder, engine } = run
  const refusal = inputs.suggestions ? reviewRefusal(run.event) : undefined
  const changed = await changedOf(run)
  const options = { ...run.options, ...narrowed(changed, run) }
  const own = await engine.heal(run.workspace, { ...options, dryRun: true })
  const texts = await run.texts(own)
  const report = relocated(own, folder)
  const prefix = folder === '' ? '' : `${folder}/`
  const rendering: RenderOptions = {
    run: 'dry-run',
    text: (file) => (file.startsWith(prefix) ? texts(file.slice(prefix.length)) : undefined),
    rules: engine.rules,
    help: (rule) => ruleDoc(rule)?.readme,
  }
  logQuoted(host, renderSummary(report, rendering))
  if (inputs.annotations) annotate(run, report, rendering)
  if (inputs.sarif !== undefined)
    await writeBelow(run.workspaceFolder, 'sarif-file', inputs.sarif, render('sarif', report, rendering))
  const reviewed =
    inputs.suggestions && refusal === undefined ? await review(run, options, changed ?? []) : (refusal ?? '')
  if (inputs.summary)
    addSummary(host.env.GITHUB_STEP_SUMMARY, `${reviewed}\n${summary(report, rendering, reviewed)}`)
  addOutputs(host.env.GITHUB_OUTPUT, {
    open: String(report.summary.open),
    healable: String(report.summary.healed),
    'sarif-file': inputs.sarif ?? '',
  })
  return run.exitCode(asFound(own), 'check')
}

/** What the pull request changes; undefined when everything is looked at and no diff is needed. */
async function changedOf({ inputs, event, client }: ActionRun): Promise<readonly ChangedFile[] | undefined> {
  const { pullRequest } = event
  if (pullRequest === undefined && inputs.files === 'changed')
    throw new RegraftError('GITHUB_EVENT', 'there are no changed files: this run is for no pull request', {
      hint: 'Use `files: all` or `files: auto`, or run it on pull_request.',
    })
  const needed = inputs.files !== 'all' || inputs.suggestions
  return pullRequest && needed ? changedFiles(client, event.repository, pullRequest.number) : undefined
}

function narrowed(
  changed: readonly ChangedFile[] | undefined,
  { inputs, folder }: ActionRun,
): Pick<HealOptions, 'files'> {
  if (changed === undefined || inputs.files === 'all') return {}
  const paths = new Set(changed.map(({ path }) => path))
  return { files: (path) => paths.has(folder === '' ? path : `${folder}/${path}`) }
}

function annotate({ host }: ActionRun, report: Report, rendering: RenderOptions): void {
  const { commands, more } = annotations(report, rendering)
  host.log(commands)
  if (more > 0) logQuoted(host, `${more} more are in the summary: GitHub keeps ten of each level.`)
}

/** The summary's room is that of all that a step writes. */
function summary(report: Report, rendering: RenderOptions, before: string): string {
  const maxBytes = githubSummaryLimit - Buffer.byteLength(before) - 1
  return render('github-summary', report, { ...rendering, maxBytes })
}

/** What could be healed is not healed here: it counts as what it is. */
function asFound(report: Report): Report {
  const findings = report.findings.map((it) =>
    it.status === 'healed' ? { ...it, status: 'open' as const } : it,
  )
  return { ...report, findings, edits: [] }
}
