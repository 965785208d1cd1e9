import type { Page } from './help.ts'
import type { TrendCommand } from './options.ts'

export const feedbackPages: Record<TrendCommand | 'baseline' | 'init', Page> = {
  baseline: {
    usage: 'regraft baseline [options] [paths…]',
    summary: "accept today's findings, so that only new ones fail",
    about: `Writes what is open into the file that regraft.yaml names as baseline, else into regraft-baseline.json, where later
runs look for it. What it holds already stays, also what is no longer found: it says how much that is.`,
    examples: [
      ['regraft baseline', 'accept what is open now'],
      ['regraft baseline legacy', 'only what is open there'],
      ['regraft baseline --prune', 'take out what is no longer found, accept nothing'],
    ],
  },
  init: {
    usage: 'regraft init [options]',
    summary: 'write regraft.yaml, and on request a pipeline and a pre-commit entry',
    about: `Files that are there stay as they are, unless --force is given. It says what it wrote.`,
    examples: [
      ['regraft init', 'a regraft.yaml that says what it can hold'],
      ['regraft init --ci github --pre-commit', 'also for GitHub and for pre-commit'],
    ],
  },
  'trend add': {
    usage: 'regraft trend add [options] <report.json>',
    summary: "append one run's numbers to a file",
    about: `The report is one that --format json wrote; "-" reads it from standard input. Reports in one file must be of the
same folder and the same rules: what a report does not hold counts as gone.`,
    examples: [
      ['regraft trend add report.json --at 2026-01-31T08:00:00Z', 'a run at that time'],
      ['regraft heal --format json | regraft trend add - --now', 'the run that just ended'],
    ],
  },
  'trend show': {
    usage: 'regraft trend show [options]',
    summary: 'print the runs, or draw them as a page',
    about: 'The format is text or html: a page that stands alone, with nothing loaded from elsewhere.',
    examples: [
      ['regraft trend show', 'a table'],
      ['regraft trend show --format html --output trend.html', 'a chart'],
    ],
  },
}
