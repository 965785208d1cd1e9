import { fromJsonSchema, type McpServer } from '@modelcontextprotocol/server'
import { folderSettings } from '@regraft/config'
import type { FindingStatus } from '@regraft/model'
import { targetOf } from '../folders.ts'
import { type RunArguments, runOptions, runSchemas, workspaceIn } from '../run/options.ts'
import { progressTo } from '../run/progress.ts'
import { list, object } from '../schema.ts'
import { answerIn, result, type Session } from '../session.ts'
import { toldDiagnostics } from '../told/diagnostic.ts'
import { diagnosticsSchema, findingSchema, summarySchema, toldFinding } from '../told/finding.ts'
import { pageOf } from '../told/page.ts'

interface CheckArguments extends RunArguments {
  readonly statuses?: readonly FindingStatus[]
}

const input = object({
  ...runSchemas,
  statuses: list(
    { enum: ['open', 'undetermined', 'ignored'] },
    'Which findings are told. Default: open and undetermined.',
    3,
  ),
})

const output = object(
  {
    root: { type: 'string' },
    summary: summarySchema,
    findings: list(findingSchema, 'By file, place and rule; one page of them.'),
    total: { type: 'integer', minimum: 0, description: 'Findings on all pages.' },
    nextCursor: { type: 'string', description: 'Absent on the last page.' },
    diagnostics: diagnosticsSchema,
    diagnosticsTotal: { type: 'integer', minimum: 0 },
  },
  ['root', 'summary', 'findings', 'total', 'diagnostics', 'diagnosticsTotal'],
)

// Once: servers are made for each connection or request, and a schema takes longer to compile than a call.
const inputSchema = fromJsonSchema<CheckArguments>(input)
const outputSchema = fromJsonSchema(output)

/** `check`: finds, writes nothing. */
export function registerCheck(server: McpServer, session: Session): void {
  server.registerTool(
    'check',
    {
      title: 'Check infrastructure code',
      description:
        'Finds what is insecure in infrastructure code (Terraform, Kubernetes, …) below a folder. Writes nothing. Each finding says whether it has a fix; `heal` makes it.',
      inputSchema,
      outputSchema,
      annotations: { readOnlyHint: true, openWorldHint: false },
    },
    (args, context) =>
      answerIn(session, server, context, async (folders) => {
        const { root, paths } = targetOf(folders, args)
        const { signal } = context.mcpReq
        const tell = progressTo(context)
        const engine = await session.engine()
        const settings = await folderSettings(root)
        const options = runOptions(engine, args, settings)
        const report = await session.turns.run(signal, () =>
          engine.check(workspaceIn(root, paths, settings), {
            ...options,
            signal,
            onProgress: ({ phase, done, total }) => phase === 'load' && tell(done, total, 'checking'),
          }),
        )
        const statuses = args.statuses ?? ['open', 'undetermined']
        const shown = report.findings.filter(({ status }) => statuses.includes(status)).map(toldFinding)
        const { items: findings, ...page } = pageOf(shown, ({ id, file }) => `${id} ${file}`, args)
        return result({
          root,
          summary: report.summary,
          findings,
          ...page,
          ...toldDiagnostics(report.diagnostics),
        })
      }),
  )
}
