import type { Finding, Json, ReportFix, Severity } from '@regraft/model'
import { severities } from '@regraft/model'
import type { Schema } from '../schema.ts'
import { list, object } from '../schema.ts'
import { cut } from './cut.ts'

const longest = 500

/** A finding as an agent is told of it: enough to speak of it and to ask for its fix. */
export interface ToldFinding {
  readonly id: string
  readonly rule: string
  readonly severity: Severity
  readonly status: Finding['status']
  readonly title: string
  readonly message: string
  readonly file: string
  readonly line: number
  readonly column: number
  readonly resource: string
  readonly statusReason?: string
  readonly fix?: ToldFix
}

interface ToldFix {
  readonly level: ReportFix['level']
  readonly title: string
  readonly result?: NonNullable<ReportFix['result']>
  readonly reason?: string
  readonly code?: string
  readonly inputs?: { readonly [name: string]: Json }
}

export function toldFinding(finding: Finding): ToldFinding {
  const { id, rule, severity, status, title, message, location, resource, statusReason, fix } = finding
  return {
    id,
    rule,
    severity,
    status,
    title: cut(title, longest),
    message: cut(message, longest),
    file: location.file,
    line: location.start.line,
    column: location.start.column,
    resource: cut(resource.address, longest),
    ...(statusReason === undefined ? {} : { statusReason: cut(statusReason, longest) }),
    ...(fix === undefined ? {} : { fix: toldFix(fix) }),
  }
}

function toldFix({ level, title, result, reason, code, inputs }: ReportFix): ToldFix {
  const fits = inputs !== undefined && JSON.stringify(inputs).length <= 4 * longest
  return {
    level,
    title: cut(title, longest),
    ...(result === undefined ? {} : { result }),
    ...(reason === undefined ? {} : { reason: cut(reason, longest) }),
    ...(code === undefined ? {} : { code }),
    ...(fits ? { inputs } : {}),
  }
}

const text: Schema = { type: 'string' }

/** The schema of `ToldFinding`. */
export const findingSchema: Schema = object(
  {
    id: {
      type: 'string',
      description: 'Fingerprint: stable when lines move. `heal` takes it in `findings`.',
    },
    rule: { type: 'string', description: '`explain` tells more of it.' },
    severity: { enum: severities },
    status: { enum: ['open', 'healed', 'undetermined', 'ignored'] },
    title: text,
    message: text,
    file: { type: 'string', description: 'Relative to the root.' },
    line: { type: 'integer', minimum: 1 },
    column: { type: 'integer', minimum: 1, description: 'In UTF-16 code units.' },
    resource: text,
    statusReason: text,
    fix: object(
      {
        level: { enum: ['safe', 'unsafe', 'manual'] },
        title: text,
        result: { enum: ['applied', 'no-op', 'needs-input', 'skipped', 'refused', 'failed'] },
        reason: text,
        code: text,
        inputs: { type: 'object', description: 'Values it asks for: answer them in `inputs` of `heal`.' },
      },
      ['level', 'title'],
    ),
  },
  ['id', 'rule', 'severity', 'status', 'title', 'message', 'file', 'line', 'column', 'resource'],
)

/** The schema of a report's numbers. */
export const summarySchema: Schema = object(
  Object.fromEntries(
    ['files', 'resources', 'open', 'healed', 'undetermined', 'ignored'].map((name) => [
      name,
      { type: 'integer', minimum: 0 },
    ]),
  ),
  ['files', 'resources', 'open', 'healed', 'undetermined', 'ignored'],
)

/** The schema of `toldDiagnostics`. */
export const diagnosticsSchema: Schema = list(
  object({ code: text, severity: text, message: text, file: text, line: { type: 'integer' }, hint: text }, [
    'code',
    'severity',
    'message',
  ]),
  'Files that could not be read or parsed, and other remarks; the first 20.',
)
