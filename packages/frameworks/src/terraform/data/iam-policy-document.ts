import { fail } from '../language/failure.ts'
import { stringType } from '../language/type.ts'
import type { MappingValue, Value } from '../language/value.ts'
import { isMapping, isWhollyKnown, str, unknownOf } from '../language/value.ts'
import type { PolicyDocument } from './iam-policy/document.ts'
import { documentValue, emptyDocument, merge, readDocument } from './iam-policy/document.ts'
import { jsonText } from './iam-policy/json-text.ts'
import { argument, blocksOf, refsOf } from './iam-policy/parts.ts'
import type { Statement } from './iam-policy/statement.ts'
import { filled, statementOfBlock, text } from './iam-policy/statement.ts'
import { stringsOf } from './iam-policy/strings.ts'

/**
 * What the data source `aws_iam_policy_document` computes from its body: `json`, `minified_json` and `id`. The texts have
 * the document as `decoded`, with the body's own values in it. Where a part is unknown they are unknown, and `decoded` is
 * there as long as the number of statements is known. Fails where the provider does.
 *
 * After version 6 of the AWS provider, except that `source_json` and `override_json`, which it gave up, still count.
 */
export function iamPolicyDocument(body: Value): ReadonlyMap<string, Value> {
  const document = isMapping(body) ? documentOf(body) : { ...emptyDocument, statements: undefined }
  const decoded = documentValue(document)
  const written = (indent: string): Value => {
    if (decoded !== undefined && isWhollyKnown(body))
      return { kind: 'string', value: jsonText(decoded, indent), decoded }
    return unknownOf(stringType, { refs: refsOf([body]), notNull: true, ...(decoded && { decoded }) })
  }
  return new Map([
    ['id', unknownOf(stringType, { refs: refsOf([body]), notNull: true })],
    ['json', written('  ')],
    ['minified_json', written('')],
  ])
}

function documentOf(body: MappingValue): PolicyDocument {
  const sources = [documentAt(body, 'source_json'), ...documentsAt(body, 'source_policy_documents')]
  const overrides = [...documentsAt(body, 'override_policy_documents'), documentAt(body, 'override_json')]
  const read = sources.filter((source) => source !== undefined)
  refuseSameSids(read.flatMap(({ statements }) => statements ?? []))
  let merged = emptyDocument
  for (const source of read) merged = merge(merged, source, 'new')
  merged = merge(merged, ownDocument(body), 'distinct')
  for (const override of overrides) if (override !== undefined) merged = merge(merged, override, 'any')
  return merged
}

function ownDocument(body: MappingValue): PolicyDocument {
  const version = text(body, 'version') ?? str('2012-10-17')
  if (version.kind === 'string' && !['2008-10-17', '2012-10-17'].includes(version.value))
    fail(`${version.value} is no version of policy documents`)
  const statements = blocksOf(argument(body, 'statement'))?.map((block) => statementOfBlock(block, version))
  refuseSameSids(statements ?? [])
  return { version, id: filled(text(body, 'policy_id')), statements }
}

function refuseSameSids(statements: readonly Statement[]): void {
  const seen = new Set<string>()
  for (const { sid } of statements) {
    if (sid?.kind !== 'string') continue
    if (seen.has(sid.value)) fail(`two statements have the Sid ${sid.value}`)
    seen.add(sid.value)
  }
}

function documentAt(body: MappingValue, name: string): PolicyDocument | undefined {
  const value = text(body, name)
  return value && readDocument(value)
}

function documentsAt(body: MappingValue, name: string): readonly (PolicyDocument | undefined)[] {
  const value = argument(body, name)
  if (value === undefined) return []
  const { items } = stringsOf(value, 'list')
  return items?.map(readDocument) ?? [{ ...emptyDocument, statements: undefined }]
}
