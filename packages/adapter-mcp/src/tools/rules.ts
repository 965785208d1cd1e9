import { fromJsonSchema, type McpServer } from '@modelcontextprotocol/server'
import type { Rule, Severity } from '@regraft/model'
import { severities } from '@regraft/model'
import { ruleDoc } from '@regraft/policies/docs'
import { noRule, pageSchemas } from '../run/options.ts'
import { list, object, type Schema, texts } from '../schema.ts'
import { answer, result, type Session } from '../session.ts'
import { cut } from '../told/cut.ts'
import { pageOf } from '../told/page.ts'

const longestPage = 20_000
const annotations = { readOnlyHint: true, openWorldHint: false }
const fix: Schema = {
  enum: ['safe', 'unsafe', 'manual'],
  description: 'Upper bound of its fixes; absent: none.',
}

const ruleSchema = object(
  {
    id: { type: 'string' },
    title: { type: 'string' },
    severity: { enum: severities },
    fix,
    resources: texts('Types it looks at.'),
    aliases: texts('What other scanners call it.'),
  },
  ['id', 'title', 'severity', 'resources', 'aliases'],
)

interface ListArguments {
  readonly query?: string
  readonly minSeverity?: Severity
  readonly cursor?: string
  readonly limit?: number
}

const listInput = fromJsonSchema<ListArguments>(
  object({
    query: { type: 'string', maxLength: 200, description: 'A part of what it is called, in any case.' },
    minSeverity: { enum: severities },
    ...pageSchemas,
  }),
)

const listOutput = fromJsonSchema(
  object(
    {
      rules: list(ruleSchema, 'By id; one page of them.'),
      total: { type: 'integer', minimum: 0 },
      nextCursor: { type: 'string' },
    },
    ['rules', 'total'],
  ),
)

/** `list_rules`: the rules, or those that a word names. */
export function registerListRules(server: McpServer, session: Session): void {
  server.registerTool(
    'list_rules',
    {
      title: 'List rules',
      description:
        'Lists the rules that check and heal go by. `query` finds them by id, title, resource type or alias.',
      inputSchema: listInput,
      outputSchema: listOutput,
      annotations,
    },
    (args, context) =>
      answer(session, context, async () => {
        const { rules: all } = await session.engine()
        const least = severities.indexOf(args.minSeverity ?? 'info')
        const found = all.filter(
          (rule) => severities.indexOf(rule.severity) >= least && names(rule, args.query),
        )
        const { items, ...page } = pageOf(found.map(brief), ({ id }) => id, args)
        return result({ rules: items, ...page })
      }),
  )
}

function names({ id, title, resources, aliases }: Rule, query = ''): boolean {
  const word = query.toLowerCase()
  return [id, title, ...resources, ...aliases].some((name) => name.toLowerCase().includes(word))
}

function brief({ id, title, severity, fix: level, resources, aliases }: Rule) {
  return { id, title, severity, ...(level === undefined ? {} : { fix: level }), resources, aliases }
}

const explainInput = fromJsonSchema<{ readonly rule: string }>(
  object(
    {
      rule: {
        type: 'string',
        maxLength: 200,
        description: 'Its id, or what another scanner calls it.',
      },
    },
    ['rule'],
  ),
)

const explainOutput = fromJsonSchema(
  object(
    {
      ...(ruleSchema['properties'] as { readonly [name: string]: Schema }), // made above
      page: { type: 'string', description: 'Markdown.' },
      examples: list(
        object({ file: { type: 'string' }, before: { type: 'string' }, after: { type: 'string' } }, [
          ...['file', 'before', 'after'],
        ]),
        'Code before and after the fix.',
      ),
      controls: { type: 'object', description: 'Controls of compliance frameworks.' },
      params: { type: 'object', description: 'What its users may set.' },
      links: texts('Where to read on.'),
    },
    ['id', 'title', 'severity', 'resources', 'aliases', 'page', 'examples', 'controls', 'links'],
  ),
)

/** `explain`: one rule, with why it matters, what its fix does, and an example. */
export function registerExplain(server: McpServer, session: Session): void {
  server.registerTool(
    'explain',
    {
      title: 'Explain a rule',
      description:
        'Tells why a rule matters, what its fix does and may break, and shows code before and after.',
      inputSchema: explainInput,
      outputSchema: explainOutput,
      annotations,
    },
    ({ rule: name }, context) =>
      answer(session, context, async () => {
        const { rules } = await session.engine()
        const rule = rules.find(({ id, aliases }) => id === name || aliases.includes(name))
        if (rule === undefined) throw noRule(name, rules)
        return result(explained(rule))
      }),
  )
}

function explained(rule: Rule): object {
  const doc = ruleDoc(rule.id)
  const examples = (doc?.examples ?? []).map(({ file, before, after }) => ({ file, before, after }))
  return {
    ...brief(rule),
    page: cut(doc?.readme ?? rule.description, longestPage),
    examples: examples.filter(({ before, after }) => before.length + after.length <= longestPage),
    controls: rule.controls,
    ...(rule.params === undefined ? {} : { params: rule.params }),
    links: rule.relatedResources,
  }
}
