/** Commands of this version. */
export type Command = 'check' | 'heal' | 'undo' | 'rules' | 'explain'

export const commands: readonly Command[] = ['check', 'heal', 'undo', 'rules', 'explain']

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
const prints: readonly Command[] = ['check', 'heal', 'rules']
const knows: readonly Command[] = ['check', 'heal', 'rules', 'explain']

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
    commands: prints,
    text: "only these rules: an id, a glob ('aws/*') or another scanner's id",
  },
  { name: 'skip-rule', value: 'ID', repeatable: true, commands: prints, text: 'all but these rules' },
  {
    name: 'framework',
    value: 'NAME',
    repeatable: true,
    commands: reports,
    text: 'only terraform, terraform-plan, kubernetes or pulumi',
  },
  {
    name: 'var-file',
    value: 'FILE',
    repeatable: true,
    commands: reports,
    text: 'values of Terraform variables (.tfvars); later files win',
  },
  {
    name: 'var',
    value: 'NAME=VALUE',
    repeatable: true,
    commands: reports,
    text: 'a Terraform variable, whatever the files say of it',
  },
  { name: 'min-severity', value: 'SEVERITY', commands: reports, text: 'leave milder rules out' },
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
    text: 'also the policies of a folder or an OPA bundle',
  },
  { name: 'config', value: 'FILE', commands: knows, text: 'configuration instead of ./regraft.yaml' },
  {
    name: 'format',
    value: 'FORMAT',
    repeatable: true,
    commands: prints,
    text: 'text, json or sarif (rules: text or json)',
  },
  {
    name: 'output',
    value: 'FILE',
    repeatable: true,
    commands: prints,
    text: 'write the format before it to a file',
  },
  {
    name: 'stdin-path',
    value: 'PATH',
    commands: reports,
    text: 'what the file read from standard input is called',
  },
  { name: 'jobs', short: 'j', value: 'N', commands: reports, text: 'evaluate in N threads (default: 1)' },
  { name: 'stats', commands: reports, text: 'print time by phase and findings by rule' },
  { name: 'quiet', short: 'q', text: 'print only what --format, --output or --dry-run ask for' },
  { name: 'no-color', text: 'no colours, as with NO_COLOR' },
  { name: 'help', short: 'h', text: 'show this help' },
  { name: 'version', short: 'V', text: 'show the version' },
]

export function taken(option: OptionSpec, command: Command | undefined): boolean {
  return command === undefined || option.commands === undefined || option.commands.includes(command)
}
