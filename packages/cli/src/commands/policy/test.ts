import { createHash } from 'node:crypto'
import { resolve } from 'node:path'
import { RegraftError } from '@regraft/model'
import { renderDiff, unifiedDiff } from '@regraft/reporters'
import type { AfterChange, PolicyFiles, PolicyTester, TestRun, TestRunOptions } from '@regraft/testing'
import type { Arguments } from '../../args/arguments.ts'
import { usage } from '../../args/usage.ts'
import { explained } from '../../failure.ts'
import { colorOf } from '../../io/color.ts'
import type { Io } from '../../io/io.ts'
import { checkOutput, writeOutput } from '../../run/output-file.ts'
import { definitionsIn } from '../../run/policy-code.ts'
import { ProgressLine } from '../../run/progress.ts'
import { version } from '../../version.ts'

/** Runs cases and Rego tests. 0: all pass; 1: something fails; 2: policies do not compile, or nothing to test. */
export async function policyTest(args: Arguments, io: Io): Promise<number> {
  const { filter, watch, update, coverage } = args.policy
  if (watch && update) throw usage('--watch and --update exclude each other')
  for (const { file } of args.sinks) if (file !== undefined) checkOutput(file, io.cwd)
  const pattern = filter === undefined ? undefined : expression(filter)
  const { readPolicies } = await import('@regraft/testing')
  const files = readPolicies(io.cwd, args.paths)
  const tester = await openTester(io.cwd, watch)
  const progress = new ProgressLine(io.stderr)
  const options: TestRunOptions = {
    ...(pattern ? { filter: pattern } : {}),
    only: files.chosen,
    coverage: coverage !== undefined,
    onOutcome: (_, done, total) => progress.say('Testing', done, total),
  }
  if (watch) return watching(tester, files, options, args, io)
  if (update) await takeHealed(tester, files, options, args, io)
  const run = await tester.run(files.folder, options)
  progress.clear()
  requireTests(run, files, filter)
  await report(run, args, io)
  return (await import('@regraft/testing')).passes(run, coverage) ? 0 : 1
}

async function openTester(cwd: string, longLived: boolean): Promise<PolicyTester> {
  const [{ loadRego }, { createTester }, { library }] = await Promise.all([
    import('@regraft/rego/node'),
    import('@regraft/testing'),
    import('@regraft/policies/library'),
  ])
  // Policies may import what the built-in ones share (`data.regraft.fix`).
  return createTester({
    rego: await loadRego({ memoryMb: 2048, longLived }),
    library: library.modules,
    // Only files that were named are handed over.
    definitions: async (file, text) => {
      const version = createHash('sha256').update(text).digest('hex')
      return (await definitionsIn(file, resolve(cwd, file), 'given', version)).definitions
    },
  })
}

function expression(filter: string): RegExp {
  try {
    return new RegExp(filter)
  } catch (error) {
    throw usage(
      `--filter is no regular expression: ${error instanceof Error ? error.message : filter}`,
      'For example: --filter acme/bucket-tags, or --filter "test_(deny|allow)"',
    )
  }
}

function requireTests({ outcomes }: TestRun, { folder }: PolicyFiles, filter: string | undefined): void {
  if (outcomes.length > 0) return
  const some = Object.keys({ ...folder.cases, ...folder.tests }).length > 0
  throw new RegraftError(
    'TESTS_NONE',
    some && filter !== undefined ? `no case and no test matches ${filter}` : 'there is nothing to test',
    {
      hint: 'A rule has cases in cases/<name>/before.* and after.*, or clean.*; a Rego test is a rule test_… in a file …_test.rego.',
    },
  )
}

async function report(run: TestRun, args: Arguments, io: Io): Promise<void> {
  const { renderTestJson, renderTestJunit, renderTestText } = await import('@regraft/testing')
  const { coverage } = args.policy
  const options = { version, ...(coverage === undefined ? {} : { threshold: coverage }) }
  const render = { json: renderTestJson, junit: renderTestJunit, text: renderTestText }
  const failing = run.outcomes.some(({ outcome }) => outcome === 'fail' || outcome === 'error')
  for (const { format, file } of args.sinks) {
    const make = render[format as keyof typeof render] // the formats that the command line takes
    if (file !== undefined) writeOutput(file, make(run, options), io.cwd)
    else if (args.formatGiven || !args.quiet || failing)
      io.stdout.write(make(run, { ...options, color: colorOf(io.stdout, io, args.noColor) }))
  }
}

/** Writes the `after` files anew and shows what becomes of them. */
async function takeHealed(
  tester: PolicyTester,
  files: PolicyFiles,
  options: TestRunOptions,
  args: Arguments,
  io: Io,
): Promise<void> {
  const { afterChanges, writeAfterChanges } = await import('@regraft/testing')
  const changes = afterChanges(files.folder.cases, await tester.heal(files.folder, options))
  await writeAfterChanges(changes, files.absolute)
  files.reread(changes.map(({ file }) => files.absolute(file)))
  if (args.quiet) return
  const color = colorOf(io.stderr, io, args.noColor)
  for (const change of changes) io.stderr.write(renderDiff(diffOf(change), { color }))
  const count = `${changes.length} ${changes.length === 1 ? 'file' : 'files'} written`
  io.stderr.write(`${count}${changes.length > 0 ? '; read the difference before you believe it' : ''}\n`)
}

function diffOf({ file, before, after }: AfterChange): string {
  return unifiedDiff(file, before, [{ start: 0, end: before?.length ?? 0, text: after }])
}

/** Runs again after each save, until it is interrupted. */
async function watching(
  tester: PolicyTester,
  files: PolicyFiles,
  options: TestRunOptions,
  args: Arguments,
  io: Io,
): Promise<number> {
  const { passes, renderTestText, watchTests } = await import('@regraft/testing')
  const { coverage } = args.policy
  let code = 0
  const watched = await watchTests(tester, files, options, ({ run, ran, error, ms }) => {
    code = error ? 2 : run && passes(run, coverage) ? 0 : 1
    if (error) io.stderr.write(explained(error, args.noColor, io))
    else if (run) {
      const color = colorOf(io.stdout, io, args.noColor)
      const failing = run.outcomes.filter(({ outcome }) => outcome === 'fail' || outcome === 'error')
      const shown = { ...run, outcomes: [...new Set([...ran, ...failing])] }
      const threshold = coverage === undefined ? {} : { threshold: coverage }
      io.stdout.write(renderTestText(shown, { color, ...threshold }))
    }
    io.stderr.write(`${ran.length} run in ${ms.toFixed(0)} ms; waiting for a save (Ctrl+C ends)\n`)
  })
  await new Promise<void>((resolve) => process.once('SIGINT', () => resolve()))
  await watched.close()
  return code
}
