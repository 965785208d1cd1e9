import { formats } from '@regraft/reporters'

/** Commands of this version. */
export type Command = MainCommand | PolicyCommand | TrendCommand

type MainCommand = 'check' | 'heal' | 'undo' | 'baseline' | 'rules' | 'explain' | 'init'

/** Two words on the command line, as those of policies are. */
export type TrendCommand = 'trend add' | 'trend show'

/** First words that commands share. */
export type Group = 'policy' | 'trend'

/** A policy's life; each is two words on the command line. */
export type PolicyCommand =
  | 'policy new'
  | 'policy check'
  | 'policy test'
  | 'policy format'
  | 'policy build'
  | 'policy docs'

export const mainCommands: readonly MainCommand[] = [
  'check',
  'heal',
  'undo',
  'baseline',
  'rules',
  'explain',
  'init',
]

export const trendCommands: readonly TrendCommand[] = ['trend add', 'trend show']

export const groups: readonly Group[] = ['policy', 'trend']

export const policyCommands: readonly PolicyCommand[] = [
  'policy new',
  'policy check',
  'policy test',
  'policy format',
  'policy build',
  'policy docs',
]

export const commands: readonly Command[] = [...mainCommands, ...policyCommands, ...trendCommands]

export interface OptionSpec {
  readonly name: string
  readonly short?: string
  /** What stands for its value in help; absent: it takes none. */
  readonly value?: string
  readonly repeatable?: boolean
  /** Absent: every command takes it. */
  readonly commands?: readonly Command[]
  readonly text: string
}

const reports: readonly Command[] = ['check', 'heal']
const finds: readonly Command[] = [...reports, 'baseline']
const prints: readonly Command[] = ['check', 'heal', 'rules']
const printing: readonly Command[] = [...prints, 'policy check', 'policy test', 'trend show']
const writing: readonly Command[] = [...printing, 'policy build', 'policy docs']
const knows: readonly Command[] = ['check', 'heal', 'baseline', 'rules', 'explain']
const chooses: readonly Command[] = [...prints, 'baseline']

/** Seven names a line. */
function listed(names: readonly string[]): string {
  return names
    .map((name, i) =>
      i === 0 ? name : i === names.length - 1 ? ` or ${name}` : i % 7 === 0 ? `,\n${name}` : `, ${name}`,
    )
    .join('')
}

const policyOptions: readonly OptionSpec[] = [
  {
    name: 'max-warnings',
    value: 'N',
    commands: ['policy check'],
    text: 'exit 1 when there are more warnings than that (default: warnings never make it 1)',
  },
  {
    name: 'type',
    value: 'TYPE',
    repeatable: true,
    commands: ['policy new'],
    text: 'resource type that the rule looks at: aws_s3_bucket, Deployment',
  },
  {
    name: 'before',
    value: 'PATH',
    commands: ['policy new'],
    text: 'by example: a file or folder as it is, …',
  },
  { name: 'after', value: 'PATH', commands: ['policy new'], text: '… and as it should be' },
  {
    name: 'severity',
    value: 'SEVERITY',
    commands: ['policy new'],
    text: 'critical, high, medium, low or info (default: medium)',
  },
  {
    name: 'dir',
    value: 'FOLDER',
    commands: ['policy new'],
    text: 'where the folder of the rule is made (default: policies)',
  },
  {
    name: 'filter',
    value: 'REGEX',
    commands: ['policy test'],
    text: 'only cases and tests whose name matches: rule/case, data.package.test_name',
  },
  { name: 'watch', short: 'w', commands: ['policy test'], text: 'run again what a saved file concerns' },
  {
    name: 'coverage',
    value: 'PERCENT',
    commands: ['policy test'],
    text: 'fail when fewer lines of a rule are covered',
  },
  { name: 'update', commands: ['policy test'], text: 'write the `after` files anew and show the difference' },
  {
    name: 'list',
    commands: ['policy format'],
    text: 'write nothing, list what is not formatted; exit 1 when there is such a file',
  },
  {
    name: 'revision',
    value: 'TEXT',
    commands: ['policy build'],
    text: 'what the manifest calls this bundle',
  },
  {
    name: 'sign',
    value: 'KEY',
    commands: ['policy build'],
    text: 'sign as OPA signs bundles, with a PEM file or an HMAC secret file',
  },
  {
    name: 'verify',
    value: 'KEY',
    commands: ['policy build'],
    text: 'verify a signed bundle instead of building one',
  },
  {
    name: 'algorithm',
    value: 'NAME',
    commands: ['policy build'],
    text: 'RS256 (default), RS384, RS512, PS256, ES256, ES384, ES512, HS256, HS384 or HS512',
  },
]

const feedbackOptions: readonly OptionSpec[] = [
  {
    name: 'since',
    value: 'REF',
    commands: reports,
    text: 'only what changed since HEAD and this commit of git parted',
  },
  { name: 'staged', commands: reports, text: 'what is staged in git, as it would be committed' },
  { name: 'prune', commands: ['baseline'], text: 'only take out what is no longer found' },
  {
    name: 'ci',
    value: 'NAME',
    repeatable: true,
    commands: ['init'],
    text: 'also a pipeline for github, gitlab, azure, circleci or jenkins',
  },
  { name: 'pre-commit', commands: ['init'], text: 'also an entry for pre-commit' },
  { name: 'force', commands: ['init'], text: 'write over files that are there' },
  {
    name: 'file',
    value: 'FILE',
    commands: trendCommands,
    text: 'where runs are kept (default: regraft-trend.jsonl)',
  },
  {
    name: 'at',
    value: 'TIME',
    commands: ['trend add'],
    text: 'when the run was, such as 2026-01-31T08:00:00Z',
  },
  { name: 'now', commands: ['trend add'], text: 'the run was just now' },
]

/** Every option there is: what is parsed, suggested and shown as help. */
export const options: readonly OptionSpec[] = [
  { name: 'dry-run', commands: ['heal'], text: 'write nothing, print the unified diff' },
  { name: 'unsafe', commands: ['heal'], text: 'also apply fixes that may change behaviour' },
  {
    name: 'input',
    value: 'KEY=VALUE',
    repeatable: true,
    commands: ['heal'],
    text: 'answer a fix that needs a value; RULE:KEY=VALUE answers for one rule',
  },
  { name: 'interactive', short: 'i', commands: ['heal'], text: 'ask fix by fix, showing each diff' },
  {
    name: 'rule',
    value: 'ID',
    repeatable: true,
    commands: chooses,
    text: "only these rules: an id, a glob ('aws/*') or another scanner's id",
  },
  { name: 'skip-rule', value: 'ID', repeatable: true, commands: chooses, text: 'all but these rules' },
  {
    name: 'framework',
    value: 'NAME',
    repeatable: true,
    commands: [...finds, 'policy new'],
    text: 'only terraform, terraform-plan, kubernetes or pulumi',
  },
  {
    name: 'var-file',
    value: 'FILE',
    repeatable: true,
    commands: finds,
    text: 'values of Terraform variables (.tfvars); later files win',
  },
  {
    name: 'var',
    value: 'NAME=VALUE',
    repeatable: true,
    commands: finds,
    text: 'a Terraform variable, whatever the files say of it',
  },
  { name: 'min-severity', value: 'SEVERITY', commands: finds, text: 'leave milder rules out' },
  {
    name: 'fail-on',
    value: 'SEVERITY',
    commands: reports,
    text: 'mildest severity that makes the exit code 1, or never (default: low)',
  },
  {
    name: 'policy',
    value: 'PATH',
    repeatable: true,
    commands: knows,
    text: 'also the policies of a folder, a bundle or a .mjs file (run)',
  },
  {
    name: 'namespace',
    value: 'NAME',
    repeatable: true,
    commands: knows,
    text: "packages of Conftest's rules, * for any text (default: main)",
  },
  { name: 'all-namespaces', commands: knows, text: "Conftest's rules of every package" },
  {
    name: 'data',
    value: 'PATH',
    repeatable: true,
    commands: knows,
    text: "a file or folder of JSON or YAML that Conftest's rules see as data",
  },
  { name: 'combine', commands: knows, text: "Conftest's rules see all files as one input" },
  { name: 'config', value: 'FILE', commands: knows, text: 'configuration instead of ./regraft.yaml' },
  {
    name: 'format',
    value: 'FORMAT',
    repeatable: true,
    commands: printing,
    text: `${listed(formats)}\n(rules, policy check: text or json; policy test: also junit)`,
  },
  {
    name: 'output',
    value: 'FILE',
    short: 'o',
    repeatable: true,
    commands: writing,
    text: 'write to a file; with --format, the format before it',
  },
  {
    name: 'stdin-path',
    value: 'PATH',
    commands: reports,
    text: 'what the file read from standard input is called',
  },
  { name: 'jobs', short: 'j', value: 'N', commands: finds, text: 'evaluate in N threads (default: 1)' },
  ...policyOptions,
  ...feedbackOptions,
  { name: 'stats', commands: reports, text: 'print time by phase and findings by rule' },
  { name: 'quiet', short: 'q', text: 'print only what --format, --output or --dry-run ask for' },
  { name: 'no-color', text: 'no colours, as with NO_COLOR' },
  { name: 'help', short: 'h', text: 'show this help' },
  { name: 'version', short: 'V', text: 'show the version' },
]

export function taken(option: OptionSpec, command: Command | undefined): boolean {
  return command === undefined || option.commands === undefined || option.commands.includes(command)
}
