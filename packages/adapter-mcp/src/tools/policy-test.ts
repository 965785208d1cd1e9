import { join } from 'node:path'
import { fromJsonSchema, type McpServer, type ServerContext } from '@modelcontextprotocol/server'
import { RegraftError } from '@regraft/model'
import { library } from '@regraft/policies/library'
import { regoInWorker } from '@regraft/rego/node'
import {
  createTester,
  fullName,
  passes,
  readPolicies,
  summaryOf,
  type TestOutcome,
  type TestRun,
} from '@regraft/testing'
import { type Target, targetOf } from '../folders.ts'
import { pageSchemas, rootSchema } from '../run/options.ts'
import { progressTo } from '../run/progress.ts'
import { list, object, texts } from '../schema.ts'
import { answerIn, result, type Session } from '../session.ts'
import { cut } from '../told/cut.ts'
import { pageOf } from '../told/page.ts'

const longest = 2000
const mostFailures = 5
/** Of one call of the Rego toolchain, in milliseconds. */
const timeoutMs = 30_000

interface TestArguments {
  readonly root?: string
  readonly paths?: readonly string[]
  readonly filter?: string
  readonly cursor?: string
  readonly limit?: number
}

const count = { type: 'integer', minimum: 0 }
const text = { type: 'string' }
const numbers = ['cases', 'regoTests', 'passed', 'failed', 'skipped', 'disagreements'] as const

const failure = object({ check: text, variant: text, message: text, diff: text, frame: text }, ['message'])
const output = object(
  {
    passed: { type: 'boolean', description: 'True when nothing failed.' },
    summary: object(Object.fromEntries(numbers.map((name) => [name, count])), numbers),
    failures: list(
      object({ name: text, file: text, line: count, failures: list(failure, 'The first 5.') }, [
        ...['name', 'file', 'failures'],
      ]),
      'Tests that do not pass; one page of them.',
    ),
    total: count,
    nextCursor: text,
  },
  ['passed', 'summary', 'failures', 'total'],
)

const inputSchema = fromJsonSchema<TestArguments>(
  object({
    root: rootSchema,
    paths: texts('Folders of policies below the root. Default: `policies`.'),
    filter: {
      type: 'string',
      maxLength: 200,
      description: 'Only tests whose full name holds this text.',
    },
    ...pageSchemas,
  }),
)
const outputSchema = fromJsonSchema(output)

/** `policy_test`: the cases and Rego tests of policies that are being written. */
export function registerPolicyTest(server: McpServer, session: Session): void {
  server.registerTool(
    'policy_test',
    {
      title: 'Test policies',
      description:
        'Runs the cases (cases/<name>/before.*, after.*, clean.*) and Rego tests of a folder of policies. Rego runs in a sandbox; JavaScript policies are not run.',
      inputSchema,
      outputSchema,
      annotations: { readOnlyHint: true, openWorldHint: false },
    },
    (args, context) =>
      answerIn(session, server, context, async (folders) => {
        const { root } = targetOf(folders, { root: args.root })
        const target = targetOf(folders, { root, paths: args.paths ?? [join(root, 'policies')] })
        const { signal } = context.mcpReq
        const run = await session.turns.run(signal, () => test(target, args, context))
        const failing = run.outcomes
          .filter(({ outcome }) => outcome === 'fail' || outcome === 'error')
          .map(told)
        const { items: failures, ...page } = pageOf(failing, ({ name, file }) => `${name} ${file}`, args)
        const { uncovered: _, ...summary } = summaryOf(run, undefined)
        return result({ passed: passes(run, undefined), summary, failures, ...page })
      }),
  )
}

async function test(
  { root, paths = [] }: Target,
  { filter }: TestArguments,
  context: ServerContext,
): Promise<TestRun> {
  const { signal } = context.mcpReq
  const tell = progressTo(context)
  const files = readPolicies(root, paths)
  const rego = regoInWorker({ timeoutMs })
  // What the toolchain works on ends with its worker; what runs here, at its next outcome.
  const end = (): void => void rego.close()
  signal.addEventListener('abort', end, { once: true })
  try {
    const run = await createTester({ rego, library: library.modules }).run(files.folder, {
      only: files.chosen,
      ...(filter === undefined ? {} : { filter: literal(filter) }),
      onOutcome: (_, done, total) => {
        signal.throwIfAborted()
        tell(done, total, 'testing')
      },
    })
    if (run.outcomes.length === 0)
      throw new RegraftError('TESTS_NONE', 'There is nothing to test', {
        hint: 'A rule has cases in cases/<name>/before.* and after.*, or clean.*; a Rego test is a rule test_… in a file …_test.rego.',
      })
    return run
  } finally {
    signal.removeEventListener('abort', end)
    await rego.close()
  }
}

/** What an agent gives is text: an expression could take for ever. */
function literal(filter: string): RegExp {
  return new RegExp(filter.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&'))
}

function told(outcome: TestOutcome) {
  const { file, line, failures } = outcome
  return {
    name: fullName(outcome),
    file,
    ...(line === undefined ? {} : { line }),
    failures: failures.slice(0, mostFailures).map(({ check, variant, message, diff, frame }) => ({
      ...(check === undefined ? {} : { check }),
      ...(variant === undefined ? {} : { variant }),
      message: cut(message, longest),
      ...(diff === undefined ? {} : { diff: cut(diff, longest) }),
      ...(frame === undefined ? {} : { frame: cut(frame, longest) }),
    })),
  }
}
