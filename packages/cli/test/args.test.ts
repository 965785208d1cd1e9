import { nearest } from '@regraft/model'
import { formats } from '@regraft/reporters'
import { describe, expect, it } from 'vitest'
import type { Arguments } from '../src/args/arguments.ts'
import { parse } from '../src/args/parse.ts'

function args(...argv: string[]): Arguments {
  const invocation = parse(argv)
  if (invocation.kind !== 'run') throw new Error(`it is ${invocation.kind}`)
  return invocation.args
}

/** The message and hint of a command line that means nothing. */
function refused(...argv: string[]): string {
  try {
    parse(argv)
  } catch (error) {
    const { code, message, hint } = error as { code: string; message: string; hint?: string }
    expect(code).toBe('USAGE')
    return hint === undefined ? message : `${message} | ${hint}`
  }
  throw new Error('it was accepted')
}

describe('parse', () => {
  it('reads options of every kind', () => {
    expect(
      args(
        ...['heal', 'infra', '--rule', 'aws/*,k8s/x', '--rule=b', '--input', 'a=b=c', '--input', 'r:k='],
        ...['--min-severity', 'low', '--fail-on', 'never', '-j', '4', '-q', '--unsafe', '--', '--odd'],
      ),
    ).toMatchObject({
      command: 'heal',
      paths: ['infra', '--odd'],
      rules: ['aws/*', 'k8s/x', 'b'],
      inputs: { a: 'b=c', 'r:k': '' },
      minSeverity: 'low',
      failOn: 'never',
      jobs: 4,
      quiet: true,
      unsafe: true,
      dryRun: false,
      sinks: [{ format: 'text' }],
      formatGiven: false,
    })
  })

  it('takes options before the command', () => {
    expect(args('--quiet', 'check', 'x')).toMatchObject({ command: 'check', quiet: true, paths: ['x'] })
  })

  it.each([
    [['--version'], { kind: 'version' }],
    [['-V'], { kind: 'version' }],
    [[], { kind: 'nothing' }],
    [['--help'], { kind: 'help', command: undefined }],
    [['help'], { kind: 'help', command: undefined }],
    [['help', 'heal'], { kind: 'help', command: 'heal' }],
    [['heal', '-h', 'x'], { kind: 'help', command: 'heal' }],
  ])('%j', (argv, invocation) => {
    expect(parse(argv)).toEqual(invocation)
  })

  it.each([
    ['chekc', 'there is no command "chekc" | Did you mean regraft check?'],
    ['./main.tf', 'there is no command "./main.tf" | To check a path: regraft check ./main.tf'],
    [
      'frobnicate',
      'there is no command "frobnicate" | The commands are check, heal, undo, baseline, rules, explain, init, policy, trend.',
    ],
    ['check --ruel x', 'there is no option --ruel | Did you mean --rule?'],
    ['check --zzz', 'there is no option --zzz | regraft check --help lists the options.'],
    ['check -z', 'there is no option -z | regraft check --help lists the options.'],
    ['check --dry-run', 'regraft check has no option --dry-run | It belongs to: regraft heal.'],
    ['check --rule', '--rule needs a value: --rule ID'],
    [
      'check --output --quiet',
      '--output needs a value: --output FILE | If the value is really --quiet, write --output=--quiet.',
    ],
    ['check --quiet=yes', '--quiet takes no value, but got "yes"'],
    ['check --format xml', `--format cannot be "xml" | It can be ${formats.slice(0, -1).join(', ')} or csv.`],
    ['check --format jsno', '--format cannot be "jsno" | Did you mean json?'],
    ['rules --format sarif', '--format cannot be "sarif" | It can be text or json.'],
    ['check --fail-on hihg', '--fail-on cannot be "hihg" | Did you mean high?'],
    [
      'check --min-severity never',
      '--min-severity cannot be "never" | It can be info, low, medium, high or critical.',
    ],
    ['check --fail-on low --fail-on high', '--fail-on is given 2 times | Once is all it can be.'],
    ['check --jobs 0', '--jobs cannot be "0" | It is a number from 1 to 999.'],
    ['heal --input x', '--input "x" is not KEY=VALUE | For example: --input allowed_cidr=10.0.0.0/8'],
    ['check - a', '"-" reads one file from standard input and stands alone'],
    ['undo -', 'regraft undo does not read standard input'],
    [
      'check --stdin-path a.tf',
      '--stdin-path names what "-" reads, but there is no "-" | regraft check --stdin-path a.tf -',
    ],
    ['heal -i -', '--interactive needs the terminal that "-" reads'],
    ['heal -i --dry-run', '--interactive and --dry-run exclude each other'],
    ['explain', 'regraft explain takes one rule | For example: regraft explain aws/s3-versioning'],
    ['rules x', 'regraft rules takes no path, but got "x" | regraft explain x shows one rule.'],
    ['undo 1 a b', 'regraft undo takes at most a run and a folder'],
    ['--quiet', '--quiet needs a command | For example: regraft check --quiet'],
  ])('refuses %s', (line, message) => {
    expect(refused(...line.split(' '))).toBe(message)
  })

  it('knows no option by a name that objects have', () => {
    expect(refused('check', '--constructor')).toMatch(/^there is no option --constructor/)
    expect(refused('check', '--__proto__')).toMatch(/^there is no option --__proto__/)
    expect(refused('constructor')).toMatch(/^there is no command "constructor"/)
  })
})

describe('formats and files', () => {
  it.each([
    ['--format json', [{ format: 'json' }]],
    ['--output a.txt', [{ format: 'text', file: 'a.txt' }]],
    ['--format sarif --output s --format text', [{ format: 'sarif', file: 's' }, { format: 'text' }]],
    ['--format text --format sarif --output -', undefined],
    [
      '--format json --output a --format sarif --output b',
      [
        { format: 'json', file: 'a' },
        { format: 'sarif', file: 'b' },
      ],
    ],
    [
      '--output a --format json --output b --format sarif',
      [
        { format: 'json', file: 'a' },
        { format: 'sarif', file: 'b' },
      ],
    ],
    [
      '--format json --format sarif --output a --output b',
      [
        { format: 'json', file: 'a' },
        { format: 'sarif', file: 'b' },
      ],
    ],
    ['--format json --output -', [{ format: 'json' }]],
    ['--format json --format text', undefined],
    ['--format json --output a --format text --output a', undefined],
  ])('%s', (line, sinks) => {
    const words = line.split(' ')
    if (sinks) expect(args('check', ...words).sinks).toEqual(sinks)
    else expect(refused('check', ...words)).toMatch(/^two formats for (standard output|the file a)/)
  })
})

describe('nearest', () => {
  it.each([
    ['rul', ['rule', 'skip-rule'], 'rule'],
    ['versoining', ['versioning', 'version'], 'versioning'],
    ['dryrun', ['dry-run'], 'dry-run'],
    ['inetractive', ['interactive'], 'interactive'],
    ['x', ['rule'], undefined],
    ['completely', ['different'], undefined],
    ['a'.repeat(5000), ['b'.repeat(5000)], undefined],
  ])('%s', (word, names, found) => {
    expect(nearest(word, names)).toBe(found)
  })
})
