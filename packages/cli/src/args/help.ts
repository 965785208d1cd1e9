import { feedbackPages } from './help-feedback.ts'
import { policyPages } from './help-policy.ts'
import {
  type Command,
  type Group,
  mainCommands,
  type OptionSpec,
  options,
  policyCommands,
  taken,
  trendCommands,
} from './options.ts'

export interface Page {
  readonly usage: string
  readonly summary: string
  readonly about: string
  readonly examples: readonly (readonly [command: string, does: string])[]
}

const pages: Record<Command, Page> = {
  check: {
    usage: 'regraft check [options] [paths…]',
    summary: 'find insecure infrastructure code; write nothing',
    about: `Paths are files and folders and default to the current folder; "-" reads one file from standard input.
Terraform, Kubernetes and Pulumi files are found by what they hold; .gitignore is respected.`,
    examples: [
      ['regraft check', 'everything below the current folder'],
      ['regraft check infra k8s/deployment.yaml', 'a folder and a file'],
      ["regraft check --rule 'aws/*' --fail-on high", 'some rules; exit 1 only from high on'],
      [
        'regraft check --format sarif --output regraft.sarif --format text',
        'a file for code scanning, text to read',
      ],
      ['regraft check --format html --output report.html', 'a page with filters, for people'],
      ['regraft check --format github', 'annotations in a step of GitHub Actions'],
      ['regraft check --var-file prod.tfvars', 'with the values of an environment'],
      ['kubectl get deploy web -o yaml | regraft check -', 'what is running'],
      ['regraft check --since origin/main', 'what this branch brought'],
    ],
  },
  heal: {
    usage: 'regraft heal [options] [paths…]',
    summary: 'fix what is safe, prove every edit, say what is left and why',
    about: `Files are edited in place, each in one step, after every fix is proven: the text parses, nothing but the fix
changes, the rule finds nothing more, no rule finds anything new. What was changed can be undone.
With "-" the healed text goes to standard output and the report to standard error.`,
    examples: [
      ['regraft heal --dry-run', 'show the diff, write nothing'],
      ['regraft heal --dry-run > fixes.patch', 'keep it; git apply fixes.patch applies it'],
      ['regraft heal', 'fix what is safe'],
      ['regraft heal --interactive', 'decide fix by fix'],
      [
        'regraft heal --unsafe --rule aws/ebs-volume-encryption',
        'one rule, also where it may replace a resource',
      ],
      ['regraft heal --input allowed_cidr=10.0.0.0/8', 'answer what only you know'],
      ['regraft heal - --stdin-path main.tf < main.tf > healed.tf', 'as a filter'],
      ['regraft heal --staged', 'what is about to be committed'],
    ],
  },
  undo: {
    usage: 'regraft undo [run] [folder]',
    summary: 'put back the bytes that a heal changed',
    about: `Without a run it is the last one; heal prints its name. A file that is no longer what heal wrote is named and
left as it is. The folder is the one that was healed and defaults to the current one.`,
    examples: [
      ['regraft undo', 'the last heal in this folder'],
      ['regraft undo 3', 'a certain one'],
      ['regraft undo ../infra', 'the last heal of another folder'],
    ],
  },
  rules: {
    usage: 'regraft rules [options]',
    summary: 'list the rules',
    about: 'Each with its severity and how far its fixes may be trusted: safe, unsafe, manual, or none.',
    examples: [
      ['regraft rules', 'all of them'],
      ["regraft rules --rule 'kubernetes/*'", 'some of them'],
      ['regraft rules --format json', 'with all their metadata'],
    ],
  },
  explain: {
    usage: 'regraft explain [options] <rule>',
    summary: 'show one rule: why it matters, what its fix does, an example',
    about: 'The rule is an id, or the id another scanner knows it by.',
    examples: [
      ['regraft explain aws/s3-versioning', 'by id'],
      ['regraft explain CKV_AWS_21', "by another scanner's id"],
    ],
  },
  ...feedbackPages,
  ...policyPages,
}

const codes = `Exit codes:
  0  nothing at or above --fail-on remains
  1  something remains, or a file does not parse (with --dry-run: or something would change)
  2  wrong usage or configuration, no such path, a policy that does not compile
  3  a defect of regraft`

/** Help for one command, or for all of them. */
export function help(command: Command | Group | undefined): string {
  if (command === 'policy') return policyOverview()
  if (command === 'trend') return trendOverview()
  return command === undefined ? overview() : page(command)
}

function listed(names: readonly Command[], also: readonly (readonly [string, string])[] = []): string {
  const rows = [...names.map((name) => [name, pages[name].summary] as const), ...also]
  const width = Math.max(...rows.map(([name]) => name.length))
  return rows.map(([name, summary]) => `  ${name.padEnd(width)}  ${summary}`).join('\n')
}

function policyOverview(): string {
  return `Write policies of your own: rules in Rego that find, and whose fixes are proven like the built-in ones.

Usage: regraft policy <command> [options]

Commands:
${listed(policyCommands)}

regraft policy <command> --help shows a command's options and examples.
`
}

function trendOverview(): string {
  return `Keep one line a run, and see how findings come and go.

Usage: regraft trend <command> [options]

Commands:
${listed(trendCommands)}

regraft trend <command> --help shows a command's options and examples.
`
}

function overview(): string {
  return `regraft finds insecure infrastructure code, edits it where it stands and proves the edit.

Usage: regraft <command> [options]

Commands:
${listed(mainCommands, [
  ['policy', 'write policies of your own: new, check, test, format, build, docs'],
  ['trend', 'how findings come and go over many runs: add, show'],
])}

regraft <command> --help shows a command's options and examples.

Start with:
  regraft check             what is wrong here
  regraft heal --dry-run    what would be changed
  regraft heal              change it
  regraft undo              change it back

${codes}
`
}

function page(command: Command): string {
  const { usage, about, examples } = pages[command]
  const wide = Math.min(52, Math.max(...examples.map(([line]) => line.length)))
  const shown = examples.map(([line, does]) =>
    line.length > wide ? `  ${line}\n  ${' '.repeat(wide)}  ${does}` : `  ${line.padEnd(wide)}  ${does}`,
  )
  const own = options.filter((option) => option.name !== 'version' && taken(option, command))
  const ends = command === 'check' || command === 'heal' ? `\n\n${codes}` : ''
  return `Usage: ${usage}

${about}

Examples:
${shown.join('\n')}

Options:
${own.map(line).join('\n')}${ends}
`
}

const column = 30

function line({ name, short, value, repeatable, text }: OptionSpec): string {
  const flag = `  ${short ? `-${short}, ` : '    '}--${name}${value ? ` ${value}` : ''}`
  const said = (repeatable ? `${text}; repeatable` : text).replaceAll('\n', `\n${' '.repeat(column)}`)
  return flag.length >= column ? `${flag}\n${' '.repeat(column)}${said}` : `${flag.padEnd(column)}${said}`
}
