import { fromJsonSchema, type McpServer, type ServerContext } from '@modelcontextprotocol/server'
import { folderSettings } from '@regraft/config'
import type { Workspace, WriteOutcome } from '@regraft/engine'
import { type Json, RegraftError, type Report } from '@regraft/model'
import { patchOf } from '@regraft/reporters'
import { type Target, targetOf } from '../folders.ts'
import { type RunArguments, runOptions, runSchemas, workspaceIn } from '../run/options.ts'
import { progressTo } from '../run/progress.ts'
import { list, object, type Schema, texts } from '../schema.ts'
import { answerIn, result, type Session } from '../session.ts'
import { cutLines } from '../told/cut.ts'
import { toldDiagnostics } from '../told/diagnostic.ts'
import { diagnosticsSchema, findingSchema, summarySchema, toldFinding } from '../told/finding.ts'
import { pageOf } from '../told/page.ts'

/** UTF-16 code units of a patch that are shown. */
const longestPatch = 48_000
const mostFiles = 200

interface HealArguments extends RunArguments {
  readonly write?: boolean
  readonly unsafe?: boolean
  readonly inputs?: { readonly [name: string]: Json }
  readonly findings?: readonly string[]
}

const input = object({
  ...runSchemas,
  write: {
    type: 'boolean',
    description:
      'Write the healed files. Default: a dry run. The server must have been started with --allow-write.',
  },
  unsafe: {
    type: 'boolean',
    description: 'Also apply fixes that may change behaviour. Default: only safe ones.',
  },
  inputs: {
    type: 'object',
    description: 'Answers to the inputs that fixes ask for, by name or `rule:name`.',
  },
  findings: texts('Ids of the only findings to heal, as `check` on the same files gives them. Default: all.'),
})

const output = object(
  {
    root: { type: 'string' },
    written: { type: 'boolean', description: 'False: a dry run, or nothing to write.' },
    run: { type: 'string', description: '`regraft undo <run>` takes the writing back.' },
    files: texts('Files that changed, or would; the first 200.') as Schema,
    filesTotal: { type: 'integer', minimum: 0 },
    summary: summarySchema,
    findings: list(findingSchema, 'Every finding with what became of its fix; one page of them.'),
    total: { type: 'integer', minimum: 0 },
    nextCursor: { type: 'string' },
    patch: { type: 'string', description: 'What changes, as a unified diff.' },
    patchCut: {
      type: 'boolean',
      description: 'The patch is longer than what is shown: heal fewer paths at a time.',
    },
    diagnostics: diagnosticsSchema,
    diagnosticsTotal: { type: 'integer', minimum: 0 },
  },
  [
    ...['root', 'written', 'files', 'filesTotal', 'summary', 'findings', 'total', 'patch', 'patchCut'],
    ...['diagnostics', 'diagnosticsTotal'],
  ],
)

// Once: servers are made for each connection or request, and a schema takes longer to compile than a call.
const inputSchema = fromJsonSchema<HealArguments>(input)
const outputSchema = fromJsonSchema(output)

/** `heal`: fixes what is safe and proves it; writes only when both the server and the call allow it. */
export function registerHeal(server: McpServer, session: Session): void {
  const { writable } = session
  server.registerTool(
    'heal',
    {
      title: 'Heal infrastructure code',
      description: `Fixes what \`check\` finds, in place, with every edit proven: small edits, comments and formatting stay. A dry run that shows the patch${writable ? ' unless `write` is true' : '; this server does not write'}.`,
      inputSchema,
      outputSchema,
      annotations: {
        readOnlyHint: !writable,
        destructiveHint: writable,
        idempotentHint: true,
        openWorldHint: false,
      },
    },
    (args, context) =>
      answerIn(session, server, context, async (folders) => {
        requireAllowed(session, args)
        return result(await heal(session, context, args, targetOf(folders, args)))
      }),
  )
}

function requireAllowed({ writable }: Session, { write, cursor }: HealArguments): void {
  if (write !== true) return
  if (!writable)
    throw new RegraftError('WRITE_OFF', 'This server was not started to write', {
      hint: 'Its user can start it with --allow-write; the patch of the dry run can be applied by other means.',
    })
  if (cursor !== undefined)
    throw new RegraftError('CURSOR', 'A cursor continues a dry run, and this call writes', {
      hint: 'Call check for what is left.',
    })
}

async function heal(
  session: Session,
  context: ServerContext,
  args: HealArguments,
  { root, paths }: Target,
): Promise<object> {
  const { signal } = context.mcpReq
  const { write = false, unsafe, inputs, findings: only } = args
  const tell = progressTo(context)
  const engine = await session.engine()
  const settings = await folderSettings(root)
  const options = runOptions(engine, args, settings)
  const disk = workspaceIn(root, paths, settings)
  const before = new Map<string, string>()
  const workspace: Workspace = {
    ...disk,
    write: (files) => {
      for (const file of files) before.set(file.path, decode(file.before))
      return disk.write(files)
    },
  }
  let outcome: WriteOutcome | undefined
  const report = await session.turns.run(signal, () =>
    engine.heal(workspace, {
      ...options,
      dryRun: !write,
      signal,
      ...(unsafe === undefined ? {} : { unsafe }),
      ...(inputs === undefined ? {} : { inputs }),
      ...(only === undefined ? {} : { findings: only }),
      onProgress: ({ phase, done, total }) => phase === 'load' && tell(done, total, 'healing'),
      onWritten: (written) => {
        outcome = written
      },
    }),
  )
  if (!write)
    for (const path of new Set(report.edits.map(({ file }) => file))) {
      const read = await disk.read(path)
      if (read.ok) before.set(path, decode(read.bytes))
    }
  return { root, ...writtenBy(outcome), ...shown(report, before, args) }
}

function decode(bytes: Uint8Array): string {
  return new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes)
}

function writtenBy(outcome: WriteOutcome | undefined): object {
  const run = outcome?.run
  return { written: (outcome?.written.length ?? 0) > 0, ...(run === undefined ? {} : { run }) }
}

function shown(report: Report, before: ReadonlyMap<string, string>, args: HealArguments): object {
  const files = [...new Set(report.edits.map(({ file }) => file))]
  const patch = cutLines(
    patchOf(report, (file) => before.get(file)),
    longestPatch,
  )
  const told = report.findings.filter(({ status }) => status !== 'ignored').map(toldFinding)
  const { items: findings, ...page } = pageOf(told, ({ id, file }) => `${id} ${file}`, args)
  return {
    files: files.slice(0, mostFiles),
    filesTotal: files.length,
    summary: report.summary,
    findings,
    ...page,
    patch: patch.text,
    patchCut: patch.cut,
    ...toldDiagnostics(report.diagnostics),
  }
}
