import type { Arguments, FeedbackArguments } from './arguments.ts'
import { single } from './parse.ts'
import type { Given } from './tokens.ts'
import { usage } from './usage.ts'

export function feedbackArguments(given: readonly Given[]): FeedbackArguments {
  const all = (name: string): string[] => given.flatMap((it) => (it.name === name ? [it.value] : []))
  const has = (name: string): boolean => given.some((it) => it.name === name)
  const once = (name: string): string | undefined => single(name, all(name))
  return {
    since: once('since'),
    staged: has('staged'),
    prune: has('prune'),
    ci: all('ci').flatMap((value) => value.split(',').filter(Boolean)),
    preCommit: has('pre-commit'),
    force: has('force'),
    file: once('file'),
    at: once('at'),
    now: has('now'),
  }
}

/** Throws `USAGE` for options that do not go together. */
export function checkFeedback(args: Arguments): void {
  const { command, paths, feedback } = args
  const { since, staged, at, now } = feedback
  if (since !== undefined && staged)
    throw usage('--since and --staged exclude each other', 'What is staged is compared with the last commit.')
  if ((since !== undefined || staged) && paths.includes('-'))
    throw usage(`${staged ? '--staged' : '--since'} asks git, which knows nothing of standard input`)
  if (command === 'baseline' && feedback.prune && narrows(args))
    throw usage(
      '--prune looks at everything, and takes no path and nothing that leaves rules or files out',
      'What is not looked at would seem to be gone.',
    )
  if (command === 'init' && paths.length > 0) throw usage(`regraft init takes no path, but got "${paths[0]}"`)
  if (command === 'trend show' && paths.length > 0)
    throw usage(`regraft trend show takes no path, but got "${paths[0]}"`, `For example: --file ${paths[0]}`)
  if (command !== 'trend add') return
  if (paths.length !== 1)
    throw usage(
      'regraft trend add takes one report',
      'regraft check --format json --output report.json makes one.',
    )
  if ((at === undefined) !== now)
    throw usage(
      'regraft trend add needs one of --at and --now',
      'No time is kept unless you give it: --at 2026-01-31T08:00:00Z',
    )
}

/** Whether a run looks at less than everything below the current folder. */
export function narrows({ paths, rules, skipRules, frameworks, minSeverity, feedback }: Arguments): boolean {
  return (
    [paths, rules, skipRules, frameworks].some((list) => list.length > 0) ||
    minSeverity !== undefined ||
    feedback.since !== undefined ||
    feedback.staged
  )
}
