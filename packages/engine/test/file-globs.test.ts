import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { type FileGlobs, takesFile } from '../src/index.ts'
import { diskWorkspace } from '../src/node.ts'

const files = ['a.tf', 'old', 'vendor/a.tf', 'x/old/b.tf', 'x/vendor.tf', 'x/y/c.yaml']
const root = mkdtempSync(join(tmpdir(), 'regraft-globs-'))
for (const file of files) {
  mkdirSync(dirname(join(root, file)), { recursive: true })
  writeFileSync(join(root, file), '')
}
afterAll(() => rmSync(root, { recursive: true }))

test.each<[FileGlobs, readonly string[]]>([
  [{}, files],
  [{ exclude: ['vendor'] }, ['a.tf', 'old', 'x/old/b.tf', 'x/vendor.tf', 'x/y/c.yaml']],
  [{ exclude: ['vendor/**', 'x/y/'] }, ['a.tf', 'old', 'x/old/b.tf', 'x/vendor.tf']],
  [{ exclude: ['**/old'] }, ['a.tf', 'vendor/a.tf', 'x/vendor.tf', 'x/y/c.yaml']],
  [{ include: ['**/*.tf'], exclude: ['x'] }, ['a.tf', 'vendor/a.tf']],
  [{ exclude: ['old/**'] }, ['a.tf', 'vendor/a.tf', 'x/old/b.tf', 'x/vendor.tf', 'x/y/c.yaml']],
])('%j takes of a file what the walk of a folder meets', async (globs, expected) => {
  const { files: listed } = await diskWorkspace(root, globs).list()
  expect(listed.map(({ path }) => path).sort()).toEqual([...expected].sort())
  expect(files.filter((file) => takesFile(globs, file)).sort()).toEqual([...expected].sort())
})
