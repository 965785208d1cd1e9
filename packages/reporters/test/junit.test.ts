import type { Report } from '@regraft/model'
import { describe, expect, it } from 'vitest'
import { memoryPages, validateXML } from 'xmllint-wasm'
import { printable, type RenderOptions, render } from '../src/index.ts'
import { edit, finding, placeOf, report, textOf } from './sample.ts'
import { jenkinsSchema } from './schemas.ts'
import { hostileReport } from './thousand.ts'
import { type Node, parseXml } from './xml.ts'

async function junit(it: Report, options: RenderOptions = {}): Promise<Node> {
  const contents = render('junit', it, options)
  const { valid, errors } = await validateXML({
    xml: [{ fileName: 'report.xml', contents }],
    schema: [jenkinsSchema],
    initialMemoryPages: 256,
    maxMemoryPages: memoryPages.GiB,
  })
  expect(errors).toEqual([])
  expect(valid).toBe(true)
  return parseXml(contents)
}

const versioning = finding('aws/s3-versioning', placeOf('main.tf', '"Suspended"'), {
  status: 'healed',
  fix: { level: 'safe', title: 'Turn versioning on', result: 'applied' },
})
const ingress = finding('aws/ingress', placeOf('main.tf', '"0.0.0.0/0"'), {
  severity: 'critical',
  message: 'open to <all>',
})

describe('junit', () => {
  it('has a suite for each file and a case for each finding', () => {
    const ignored = finding('a/b', placeOf('main.tf', 'bucket'), { status: 'ignored', statusReason: 'known' })
    const found = report([ingress, ignored], {
      diagnostics: [
        { code: 'PARSE_ERROR', severity: 'error', message: 'bad', file: 'bad.tf', hint: 'Mend it.' },
        { code: 'OLD', severity: 'warning', message: 'old' },
      ],
    })
    expect(render('junit', found)).toBe(`<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="regraft" tests="5" failures="1" errors="1">
  <testsuite name="k8s/pod.yaml" tests="1" failures="0" errors="0" skipped="0">
    <testcase classname="regraft" name="nothing found"/>
  </testsuite>
  <testsuite name="main.tf" tests="2" failures="1" errors="0" skipped="1">
    <testcase classname="aws/ingress" name="aws_thing.it at a[0].b"><failure type="critical" message="open to &lt;all&gt;">main.tf:10:20  critical  aws/ingress
open to &lt;all&gt;</failure></testcase>
    <testcase classname="a/b" name="aws_thing.it at a[0].b (2)"><skipped>ignored: known</skipped></testcase>
  </testsuite>
  <testsuite name="bad.tf" tests="1" failures="0" errors="1" skipped="0">
    <testcase classname="regraft" name="PARSE_ERROR"><error type="PARSE_ERROR" message="bad">bad. Mend it.</error></testcase>
  </testsuite>
  <testsuite name="regraft" tests="1" failures="0" errors="0" skipped="0">
    <testcase classname="regraft" name="OLD"><system-out>old</system-out></testcase>
  </testsuite>
</testsuites>
`)
  })

  it('lets what is healed pass and tells where the rest stands now', async () => {
    const edits = [
      { ...edit('main.tf', 'resource', '# one\nresource', []), rules: ['aws/s3-versioning'] },
      edit('main.tf', '"Suspended"', '"Enabled"', ['aws/s3-versioning']),
    ]
    const [, suite] = (await junit(report([versioning, ingress], { edits }), { run: 'heal', text: textOf }))
      .children
    const [healed, left] = suite?.children ?? []
    expect(healed?.children[0]).toMatchObject({
      name: 'system-out',
      text: 'healed: Turn versioning on (safe), applied',
    })
    expect(left?.children[0]?.text).toContain('main.tf:11:20')
    const tried = parseXml(render('junit', report([versioning]), { run: 'dry-run' }))
    expect(tried.attributes['failures']).toBe('1')
  })

  it('is never without a case', () => {
    const empty: Report = { ...report([]), files: [] }
    const { attributes, children } = parseXml(render('junit', empty))
    expect(attributes).toMatchObject({ tests: '1', failures: '0' })
    expect(children[0]?.children).toHaveLength(1)
  })

  it('holds a thousand hostile findings as what they are', async () => {
    const { report: many, text } = hostileReport(1000)
    const root = await junit(many, { text })
    const cases = root.children.flatMap(({ children }) => children)
    const files = many.files.filter(
      ({ path }) =>
        ![...many.findings.map((f) => f.location.file), ...many.diagnostics.map((d) => d.file)].includes(
          path,
        ),
    )
    expect(cases).toHaveLength(1000 + many.diagnostics.length + files.length)
    expect(root.attributes['tests']).toBe(String(cases.length))
    const failures = cases.flatMap(({ children }) => children.filter(({ name }) => name === 'failure'))
    const said = failures.map(({ attributes }) => attributes['message'])
    const open = many.findings.filter(({ status }) => status === 'open' || status === 'healed')
    expect(said.toSorted()).toEqual(open.map(({ message }) => shown(message)).toSorted())
    for (const { attributes } of root.children)
      expect(many.files.map(({ path }) => shown(path))).toContain(attributes['name'])
  })
})

/** What a reader gets: XML has no form of these two. */
function shown(text: string): string {
  return printable(text).replace(/[\ufffe\uffff]/g, (it) => `\\u${it.charCodeAt(0).toString(16)}`)
}
