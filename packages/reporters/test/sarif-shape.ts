import { list, only } from './schemas.ts'

/**
 * Every member that the reporter writes, as the SARIF 2.1.0 standard asks for it and no more: a member with another name
 * or form does not pass. The standard's own schema is asked too (see sarif.test.ts).
 */
const text = { type: 'string' }
const message = only({ text }, ['text'])
const artifactLocation = only({
  uri: { type: 'string', pattern: '^[A-Za-z0-9._~%/-]+$' },
  uriBaseId: { const: 'SRCROOT' },
})
const one = { type: 'integer', minimum: 1 }
const region = only({ startLine: one, startColumn: one, endLine: one, endColumn: one })
const physicalLocation = only({ artifactLocation, region }, ['artifactLocation'])
const level = { enum: ['none', 'note', 'warning', 'error'] }

const location = only(
  {
    id: one,
    physicalLocation,
    logicalLocations: list(only({ fullyQualifiedName: text, kind: text })),
  },
  ['physicalLocation'],
)

const rule = only(
  {
    id: text,
    shortDescription: message,
    fullDescription: message,
    helpUri: { type: 'string', pattern: '^https?://' },
    help: only({ text, markdown: text }, ['text']),
    defaultConfiguration: only({ level }),
    properties: {
      type: 'object',
      required: ['tags'],
      properties: {
        tags: { type: 'array', items: text, maxItems: 10, uniqueItems: true },
        'security-severity': { type: 'string', pattern: '^\\d\\.\\d$' },
      },
    },
  },
  ['id', 'shortDescription', 'fullDescription', 'help', 'defaultConfiguration', 'properties'],
)

const replacement = only({ deletedRegion: region, insertedContent: only({ text }) })
const fix = only({
  description: message,
  artifactChanges: list(only({ artifactLocation, replacements: list(replacement, 1) }), 1),
})

const result = only(
  {
    ruleId: text,
    ruleIndex: { type: 'integer', minimum: 0 },
    kind: { enum: ['fail', 'open'] },
    level,
    message,
    locations: list(location, 1),
    relatedLocations: list(location),
    partialFingerprints: { type: 'object', minProperties: 1, additionalProperties: text },
    suppressions: list(
      only({ kind: { enum: ['external', 'inSource'] }, status: { const: 'accepted' }, justification: text }, [
        'kind',
        'status',
      ]),
    ),
    fixes: list(fix, 1),
    properties: { type: 'object' },
  },
  ['ruleId', 'ruleIndex', 'kind', 'level', 'message', 'locations', 'partialFingerprints', 'suppressions'],
)

const notification = only(
  { level, message, descriptor: only({ id: text }), locations: list(only({ physicalLocation })) },
  ['level', 'message', 'descriptor'],
)

const run = only({
  tool: only({
    driver: only({ name: { const: 'regraft' }, version: text, semanticVersion: text, rules: list(rule) }),
  }),
  invocations: list(
    only({ executionSuccessful: { type: 'boolean' }, toolExecutionNotifications: list(notification) }),
    1,
  ),
  originalUriBaseIds: only({ SRCROOT: only({ description: message }) }),
  artifacts: list(only({ location: artifactLocation })),
  results: { type: 'array', items: result, maxItems: 25_000 },
  newlineSequences: list(text, 1),
  columnKind: { const: 'utf16CodeUnits' },
})

export const sarifShape: object = only({
  $schema: text,
  version: { const: '2.1.0' },
  runs: { type: 'array', items: run, minItems: 1, maxItems: 1 },
})
