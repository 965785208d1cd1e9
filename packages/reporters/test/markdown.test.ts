import fc from 'fast-check'
import MarkdownIt from 'markdown-it'
import { describe, expect, it } from 'vitest'
import { printable, render } from '../src/index.ts'
import { code, fenced, inline } from '../src/markdown/escape.ts'
import { edit, finding, mainTf, placeOf, report, textOf } from './sample.ts'
import { hostileReport, hostileTexts } from './thousand.ts'

/** As GitHub reads: HTML passes, addresses become links. */
const reader = new MarkdownIt({ html: true, linkify: true })
reader.linkify.set({ fuzzyLink: false, fuzzyEmail: true })

type Token = ReturnType<MarkdownIt['parse']>[number]

function tokens(text: string): Token[] {
  return reader.parse(text, {}).flatMap((it) => [it, ...(it.children ?? [])])
}

/** What a person reads of a text that should be nothing but text. */
function read(markdown: string): string {
  const kinds = new Set(['paragraph_open', 'paragraph_close', 'inline', 'text', 'text_special'])
  const all = tokens(markdown)
  for (const { type } of all) if (!kinds.has(type)) throw new Error(`${type} in ${markdown}`)
  return all
    .filter(({ type }) => type.startsWith('text'))
    .map(({ content }) => content)
    .join('')
    .replaceAll('\u200b', '')
}

const versioning = finding('aws/s3-versioning', placeOf('main.tf', '"Suspended"'), {
  status: 'healed',
  fix: { level: 'safe', title: 'Turn versioning on', result: 'applied' },
})
const ingress = finding('aws/ingress', placeOf('main.tf', '"0.0.0.0/0"'), {
  severity: 'high',
  message: 'open to 0.0.0.0/0',
})
const edits = [edit('main.tf', '"Suspended"', '"Enabled"', ['aws/s3-versioning'])]

describe('markdown', () => {
  it('shows sums, what is left and what would change', () => {
    const it = report([ingress, versioning], { edits })
    expect(render('markdown', it, { run: 'dry-run', text: textOf })).toBe(`## regraft: 1 open, 1 would heal

2 files, 3 resources.

| severity | open | would heal | undetermined | ignored |
| :--- | ---: | ---: | ---: | ---: |
| high | 1 | 0 | 0 | 0 |
| medium | 0 | 1 | 0 | 0 |

### Open, high: 1

- \`aws/ingress\` at \`main.tf:10\`: open to 0.0.0.0/0  
  in \`aws_thing.it\`

### Would heal: 1

- \`aws/s3-versioning\` at \`main.tf:4\`: message of aws/s3-versioning  
  in \`aws_thing.it\`, fix: Turn versioning on (safe), would be applied

### Changes: 1

\`main.tf\`

\`\`\`diff
diff --git a/main.tf b/main.tf
--- a/main.tf
+++ b/main.tf
@@ -1,7 +1,7 @@
${mainTf
  .split('\n')
  .slice(0, 3)
  .map((line) => ` ${line}\n`)
  .join('')}-    status = "Suspended" # for now
+    status = "Enabled" # for now
   }
 }
 
\`\`\`
`)
    expect(render('markdown', report([]))).toBe(
      '## regraft: 0 open, 0 healed\n\n2 files, 3 resources. Nothing found.\n',
    )
  })

  it('keeps a thousand hostile findings text', () => {
    const { report: many, text } = hostileReport(1000)
    const all = tokens(render('markdown', many, { text, run: 'dry-run' }))
    const types = new Set(all.map(({ type }) => type))
    for (const type of [
      'html_block',
      'html_inline',
      'link_open',
      'image',
      'strong_open',
      'em_open',
      's_open',
    ])
      expect(types).not.toContain(type)
    const headings = all.flatMap((it, i) => (it.type === 'heading_open' ? [all[i + 1]?.content ?? ''] : []))
    for (const heading of headings)
      expect(heading).toMatch(
        /^(regraft: \d+ open, \d+ would heal|(Open, (critical|high|medium|low|info)|Would heal|Undetermined|Ignored|Changes|Errors and warnings): \d+)$/,
      )
    const items = all.filter(({ type }) => type === 'list_item_open')
    expect(items).toHaveLength(1000 + many.diagnostics.length)
    expect(types).toContain('fence')
    const fences = all.filter(({ type }) => type === 'fence')
    for (const { content } of fences) expect(content).toMatch(/^diff --git /)
  })

  it('leaves the mildest out where bytes are few, and says how many', () => {
    const { report: many, text } = hostileReport(1000)
    const whole = render('markdown', many, { text })
    for (const maxBytes of [20_000, 60_001]) {
      const short = render('markdown', many, { text, maxBytes })
      expect(Buffer.byteLength(short)).toBeLessThanOrEqual(maxBytes)
      expect(Buffer.byteLength(short)).toBeGreaterThan(maxBytes * 0.9)
      const shown = tokens(short).filter(({ type }) => type === 'list_item_open').length
      const files = (whole.match(/^diff --git /gm) ?? []).length
      const total = 1000 + many.diagnostics.length + files
      expect(short).toContain(`\n_Left out for want of room: ${total - shown} more._\n`)
      expect(whole.startsWith(short.slice(0, short.indexOf('\n_Left out')).trimEnd())).toBe(true)
    }
  })

  it('fits the summary of a step', () => {
    const { report: many, text } = hostileReport(6000)
    expect(Buffer.byteLength(render('markdown', many, { text }))).toBeGreaterThan(1024 * 1024)
    expect(Buffer.byteLength(render('github-summary', many, { text }))).toBeLessThanOrEqual(1024 * 1024)
  })
})

describe('a text in Markdown', () => {
  const hostile = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 40 }),
    fc
      .array(fc.constantFrom(...hostileTexts, ...'`*_[](){}<>#+-.!|~&$@:/\\\'" 1aw\n\t'), { maxLength: 12 })
      .map((it) => it.join('')),
  )

  it('is read as what it is', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        expect(read(inline(text))).toBe(printable(text).trim())
      }),
    )
  })

  it('is read as the code it is', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const [, spans] = reader.parse(`x ${code(text)} y`, {})
        const kinds = spans?.children?.map(({ type }) => type)
        expect(kinds).toEqual(['text', 'code_inline', 'text'])
        const shown = printable(text)
        expect(spans?.children?.[1]?.content).toBe(shown.trim() === '' ? ' ' : shown)
      }),
    )
  })

  it('does not end a block of code', () => {
    fc.assert(
      fc.property(fc.array(hostile.map(printable), { minLength: 1, maxLength: 4 }), (lines) => {
        const [block, ...others] = reader.parse(fenced(lines, 'diff'), {})
        expect(others).toEqual([])
        expect(block?.content).toBe(`${lines.join('\n')}\n`)
      }),
    )
  })
})
