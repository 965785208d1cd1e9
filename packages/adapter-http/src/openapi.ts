import { createRequire } from 'node:module'
import type { Limits } from './limits.ts'
import { requestSchemas, type Schema } from './run/schemas.ts'
import { version } from './version.ts'

const json = (schema: Schema): Schema => ({ 'application/json': { schema } })
const ref = (name: string): Schema => ({ $ref: `#/components/schemas/${name}` })
const refused = (description: string): Schema => ({
  description,
  content: { 'application/problem+json': { schema: ref('Problem') } },
})

const problem: Schema = {
  description: 'Why a request is refused (RFC 9457). `code` has a row in docs/errors.md.',
  type: 'object',
  additionalProperties: false,
  required: ['type', 'title', 'status', 'detail', 'code'],
  properties: {
    type: { type: 'string', pattern: '^urn:regraft:error:' },
    title: { type: 'string' },
    status: { type: 'integer' },
    detail: { type: 'string' },
    code: { type: 'string' },
    hint: { type: 'string', description: 'What to do about it.' },
    errors: {
      type: 'array',
      items: {
        type: 'object',
        required: ['pointer', 'detail'],
        properties: {
          pointer: { type: 'string', description: 'Into the body.' },
          detail: { type: 'string' },
        },
      },
    },
  },
}

const rule: Schema = {
  type: 'object',
  required: ['id', 'title', 'description', 'severity', 'resources', 'aliases'],
  properties: {
    id: { type: 'string' },
    title: { type: 'string' },
    description: { type: 'string' },
    severity: { enum: ['info', 'low', 'medium', 'high', 'critical'] },
    fix: {
      enum: ['safe', 'unsafe', 'manual'],
      description: 'Upper bound of its fixes; absent: it has none.',
    },
    resources: { type: 'array', items: { type: 'string' } },
    aliases: { type: 'array', items: { type: 'string' } },
  },
}

const status: Schema = {
  type: 'object',
  required: ['status'],
  properties: { status: { enum: ['ok', 'ready'] } },
}

/** The service's description in OpenAPI 3.1: what its requests are checked by, and what its answers are. */
export function openapi({ limits, token }: { readonly limits: Limits; readonly token: boolean }): Schema {
  const { bodyBytes, files, fileBytes, runMs } = limits
  return {
    openapi: '3.1.0',
    info: {
      title: 'regraft',
      version,
      description: `Checks and heals infrastructure code that is sent as texts. A body has at most ${bodyBytes} bytes and ${files} files of ${fileBytes} bytes; a run takes at most ${runMs} ms.`,
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    ...(token ? { security: [{ token: [] }] } : {}),
    paths: paths(),
    components: {
      ...(token ? { securitySchemes: { token: { type: 'http', scheme: 'bearer' } } } : {}),
      schemas: { ...reportSchemas(), ...answers, Problem: problem, Rule: rule, Status: status },
    },
  }
}

const answers: { readonly [name: string]: Schema } = {
  CheckRequest: requestSchemas.check,
  HealRequest: requestSchemas.heal,
  CheckAnswer: {
    type: 'object',
    additionalProperties: false,
    required: ['report'],
    properties: { report: ref('Report') },
  },
  HealAnswer: {
    type: 'object',
    additionalProperties: false,
    required: ['report', 'files', 'patch'],
    properties: {
      report: ref('Report'),
      files: {
        type: 'object',
        additionalProperties: { type: 'string' },
        description: 'Healed texts by path; only those that changed.',
      },
      patch: { type: 'string', description: 'The same as a unified diff, for `git apply` or `patch -p1`.' },
    },
  },
  RulesAnswer: {
    type: 'object',
    additionalProperties: false,
    required: ['rules'],
    properties: { rules: { type: 'array', items: ref('Rule') } },
  },
}

function paths(): Schema {
  const open = { security: [] }
  return {
    '/v1/check': run('check', 'Finds.', 'CheckRequest', 'CheckAnswer'),
    '/v1/heal': run('heal', 'Finds, fixes what is safe, and proves each fix.', 'HealRequest', 'HealAnswer'),
    '/v1/rules': get('rules', 'The rules, by id.', 'RulesAnswer', { 401: refused('No token.') }),
    '/healthz': { get: { ...get('health', 'The process runs.', 'Status')['get'], ...open } },
    '/readyz': { get: { ...get('ready', 'It takes requests.', 'Status')['get'], ...open } },
    '/openapi.json': {
      get: {
        operationId: 'description',
        summary: 'This description.',
        ...open,
        responses: { 200: { description: 'OpenAPI 3.1.', content: json({ type: 'object' }) } },
      },
    },
  }
}

function get(id: string, summary: string, answer: string, more: Schema = {}): { readonly get: Schema } {
  return {
    get: {
      operationId: id,
      summary,
      responses: {
        200: { description: summary, content: json(ref(answer)) },
        ...more,
        503: refused('Starting or stopping.'),
      },
    },
  }
}

function run(id: string, summary: string, request: string, answer: string): Schema {
  return {
    post: {
      operationId: id,
      summary,
      requestBody: { required: true, content: json(ref(request)) },
      responses: {
        200: { description: 'The report.', content: json(ref(answer)) },
        400: refused('The body, a path or a rule is wrong.'),
        401: refused('No token.'),
        413: refused('The body, a file or their number is too large.'),
        415: refused('The body is no JSON, or compressed.'),
        422: refused('It took more time, memory or output than it may.'),
        429: refused('Too many requests run or wait; see Retry-After.'),
        500: refused('A defect.'),
        503: refused('Starting, stopping, or it waited too long; see Retry-After.'),
      },
    },
  }
}

/** The report's own schema, its definitions turned into components. */
function reportSchemas(): { readonly [name: string]: Schema } {
  const { definitions, ...report } = createRequire(import.meta.url)(
    '@regraft/model/schemas/report.schema.json',
  ) as Schema & { readonly definitions: { readonly [name: string]: Schema } }
  const { $schema: _, $id: __, ...own } = report as Schema
  const all = { Report: own, ...definitions }
  return JSON.parse(JSON.stringify(all).replaceAll('#/definitions/', '#/components/schemas/')) as typeof all
}
