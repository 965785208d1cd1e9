import type { Page } from './help.ts'
import type { PolicyCommand } from './options.ts'

export const policyPages: Record<PolicyCommand, Page> = {
  'policy new': {
    usage: 'regraft policy new [options] <id>',
    summary: 'make the folder of a new rule, from nothing or from an example',
    about: `The id is provider/rule. With --before and --after the two are compared, the change becomes the rule's fix, and the
rule and its case pass at once; where the change can be read in several ways it says which one it took.`,
    examples: [
      ['regraft policy new acme/bucket-tags --type aws_s3_bucket', 'a rule to fill in'],
      ['regraft policy new acme/bucket-tags --before old.tf --after new.tf', 'by example'],
    ],
  },
  'policy check': {
    usage: 'regraft policy check [options] [paths…]',
    summary: 'find mistakes in policies: Rego, types of the input, metadata, what would fail at run time',
    about: `Paths are .rego files and folders of them, and default to ./policies. Nothing in them is run.
Exits with 2 when the policies do not compile, with 1 when there is an error, else with 0: warnings do not count unless
--max-warnings bounds them. A comment lets a finding through: # regraft:ignore print-left -- why`,
    examples: [
      ['regraft policy check', 'the policies of this folder'],
      ['regraft policy check policies/acme', 'some of them'],
      ['regraft policy check --max-warnings 0', 'in CI: warnings fail too'],
    ],
  },
  'policy test': {
    usage: 'regraft policy test [options] [paths…]',
    summary: 'run the cases and the Rego tests of policies',
    about: `Each case is healed, compared byte for byte, and tried in every way a file may be written; Rego rules that begin
with test_ are run; and OPA's own evaluator must agree. Paths are folders of policies, or what lies in them.
Exit code 0: all pass; 1: something fails, or is covered less than --coverage asks; 2: something does not compile, or there
is nothing to test.`,
    examples: [
      ['regraft policy test', 'the policies of ./policies'],
      ['regraft policy test --filter acme/bucket-tags', 'one rule'],
      ['regraft policy test --watch', 'again after each save'],
      ['regraft policy test --update', 'take what heals for right, then read the difference'],
      ['regraft policy test --coverage 90 --format junit --output tests.xml', 'in CI'],
    ],
  },
  'policy format': {
    usage: 'regraft policy format [options] [paths…]',
    summary: 'format Rego as opa fmt does',
    about: 'Files are rewritten in place; one that does not parse is left as it is.',
    examples: [
      ['regraft policy format', 'the policies of ./policies'],
      ['regraft policy format --list', 'only say which'],
    ],
  },
  'policy build': {
    usage: 'regraft policy build [options] [paths…]',
    summary: 'compile policies into an OPA bundle, signed if you like',
    about:
      'The same policies give the same bytes. `regraft check --policy bundle.tar.gz` uses it, and so does OPA.',
    examples: [
      ['regraft policy build -o bundle.tar.gz', 'the policies of ./policies'],
      ['regraft policy build -o bundle.tar.gz --sign key.pem', 'signed'],
      ['regraft policy build --verify key.pub.pem bundle.tar.gz', 'is it what was signed?'],
    ],
  },
  'policy docs': {
    usage: 'regraft policy docs [options] [paths…]',
    summary: 'write a reference page for each rule',
    about:
      'In Markdown, from metadata, README and cases, into the folder that --output names (default: docs/rules).',
    examples: [['regraft policy docs --output docs/rules', 'one page a rule, and an index']],
  },
}
