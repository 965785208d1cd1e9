import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Rule } from '@regraft/model'
import { afterEach, expect, test } from 'vitest'
import { renderIndexPage, renderRulePage, writePages } from '../src/index.ts'

const folders: string[] = []
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true })
})

const rule: Rule = {
  id: 'acme/owner',
  title: 'No <owner> | *none* [x](y)',
  description: 'Nobody is asked.\n# not a heading',
  severity: 'high',
  fix: 'manual',
  resources: ['aws_s3_bucket'],
  uses: [],
  aliases: ['A`B', 'C|D'],
  controls: { 'cis_1.0': ['2.1'] },
  relatedResources: ['https://example.com/a_b', 'javascript:alert(1)'],
  packages: ['acme.owner'],
}
const example = { file: 'main.tf', before: 'a = "```"\n', after: 'a = 1\n' }

test('a page says all that the metadata says, and nothing in it is taken for markup', () => {
  expect(renderRulePage({ rule, readme: '# Title\n\n`acme/owner`\n\n## Why\n\nSo.\n', example })).toBe(
    `<!-- Written by \`regraft policy docs\`; do not edit. -->

# No &lt;owner\\> \\| \\*none\\* \\[x\\]\\(y\\)

\`acme/owner\`

Nobody is asked. \\# not a heading

| | |
| --- | --- |
| severity | high |
| fix | manual: it needs an answer or a decision of yours |
| looks at | \`aws_s3_bucket\` |
| also known as | \`\`A\`B\`\`, \`C\\|D\` |
| controls | cis\\_1.0 2.1 |

## Why

So.

## Before and after

\`\`\`\`diff
--- a/main.tf
+++ b/main.tf
@@ -1,1 +1,1 @@
-a = "\`\`\`"
+a = 1
\`\`\`\`

## See also

- <https://example.com/a_b>
- javascript:alert\\(1\\)

[All rules](../README.md)
`,
  )
})

test('the index lists rules by id', () => {
  const pages = ['b/x', 'a/y'].map((id) => ({ rule: { ...rule, id }, readme: undefined, example: undefined }))
  expect(renderIndexPage(pages).match(/\[`[^`]+`\]\([^)]+\)/g)).toEqual([
    '[`a/y`](a/y.md)',
    '[`b/x`](b/x.md)',
  ])
})

test('a link below the folder is not written through', async () => {
  const [root, outside] = [0, 1].map(() => mkdtempSync(join(tmpdir(), 'regraft-pages-')))
  folders.push(...[root, outside].filter((path) => path !== undefined))
  symlinkSync(outside ?? '', join(root ?? '', 'acme'))
  await expect(writePages(root ?? '', [{ rule, readme: undefined, example }])).rejects.toMatchObject({
    code: 'PAGE_FOREIGN',
  })
})

test('pages of some rules leave the others and the index as they are', async () => {
  const root = mkdtempSync(join(tmpdir(), 'regraft-pages-'))
  folders.push(root)
  const page = { rule, readme: undefined, example: undefined }
  await writePages(root, [page])
  const index = readFileSync(join(root, 'README.md'), 'utf8')
  const done = await writePages(root, [{ ...page, rule: { ...rule, id: 'acme/other' } }], { some: true })
  expect(done).toEqual({ written: ['acme/other.md'], unchanged: [], removed: [] })
  expect(readFileSync(join(root, 'README.md'), 'utf8')).toBe(index)
  writeFileSync(join(root, 'own.md'), 'mine\n')
  const again = await writePages(root, [page])
  expect(again).toEqual({
    written: [],
    unchanged: ['README.md', 'acme/owner.md'],
    removed: ['acme/other.md'],
  })
})
