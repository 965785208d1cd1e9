import type { Diagnostic, Finding, Location, Report, ReportEdit, ReportFix, Severity } from '@regraft/model'
import { Lines } from '@regraft/model'

export const mainTf = `resource "aws_s3_bucket_versioning" "this" {
  bucket = aws_s3_bucket.logs.id
  versioning_configuration {
    status = "Suspended" # for now
  }
}

resource "aws_security_group" "web" {
  ingress {
    cidr_blocks = ["0.0.0.0/0"]
  }
}
`

const podYaml = 'spec:\r\n\tname: "日本語 \u001b[31mred" \r\n  privileged: true\r\n'

const texts: Readonly<Record<string, string>> = { 'main.tf': mainTf, 'k8s/pod.yaml': podYaml }

export const textOf = (file: string): string | undefined => texts[file]

/** Where the first occurrence of `needle` stands. */
export function placeOf(
  file: string,
  needle: string,
  all: Readonly<Record<string, string>> = texts,
): Location {
  const text = all[file] ?? ''
  const start = text.indexOf(needle)
  if (start < 0) throw new Error(`${needle} is not in ${file}`)
  return { file, ...new Lines(text).range({ start, end: start + needle.length }) }
}

export function finding(
  rule: string,
  location: Location,
  more: Partial<Finding> & { fix?: ReportFix } = {},
): Finding {
  return {
    id: `id-${rule}-${location.start.offset}`,
    rule,
    title: `Title of ${rule}`,
    message: `message of ${rule}`,
    severity: 'medium' as Severity,
    resource: { framework: 'terraform', type: 'aws_thing', address: 'aws_thing.it' },
    path: ['a', 0, 'b'],
    location,
    status: 'open',
    aliases: [],
    controls: {},
    ...more,
  }
}

export function report(
  findings: readonly Finding[],
  more: { edits?: readonly ReportEdit[]; diagnostics?: readonly Diagnostic[] } = {},
): Report {
  const count = (status: Finding['status']): number => findings.filter((it) => it.status === status).length
  return {
    schema: 1,
    tool: { name: 'regraft', version: '0.1.0' },
    root: '.',
    files: [
      { path: 'k8s/pod.yaml', framework: 'kubernetes', resources: 1 },
      { path: 'main.tf', framework: 'terraform', resources: 2 },
    ],
    findings,
    edits: more.edits ?? [],
    diagnostics: more.diagnostics ?? [],
    summary: {
      files: 2,
      resources: 3,
      open: count('open'),
      healed: count('healed'),
      undetermined: count('undetermined'),
      ignored: count('ignored'),
    },
  }
}

export function edit(file: string, needle: string, text: string, rules: readonly string[]): ReportEdit {
  const { start, end } = placeOf(file, needle)
  return { file, start: start.offset, end: end.offset, text, rules }
}
