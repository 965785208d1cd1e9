import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import ts from 'typescript'
import { expect, test } from 'vitest'

const root = dirname(dirname(fileURLToPath(import.meta.url)))

/** Rego's built-in functions have names of formats and zones, and no codes: what fails in them is undefined. */
const withoutCodes = 'packages/core/src/builtins'

/** Words in capitals that are no codes of regraft: other systems' codes, keywords of formats, words of the help. */
const otherWords: readonly string[] = [
  ...['EACCES', 'ENOENT', 'EPERM', 'EPIPE', 'ERR_WORKER_OUT_OF_MEMORY', 'SIGINT'],
  ...['BAD_DIRECTIVE', 'QUOTE', 'TAG_RESOLVE_FAILED'],
  ...['AES256', 'ENCRYPT_DECRYPT', 'HTTP', 'IMMUTABLE'],
  ...['EOT', 'NO', 'OFF', 'ON', 'PLAIN', 'SRCROOT', 'YES'],
  ...['ERROR', 'INFO', 'WARNING'],
  ...['COMMENT', 'RIGHT'],
  ...[
    'FILE',
    'FOLDER',
    'FORMAT',
    'ID',
    'KEY',
    'NAME',
    'PATH',
    'PERCENT',
    'REF',
    'REGEX',
    'SEVERITY',
    'TEXT',
    'TIME',
    'TYPE',
  ],
  ...['GET', 'HEAD', 'PATCH', 'POST', 'SIGTERM'],
  ...['REGRAFT_HTTP_TOKEN', 'REGRAFT_MCP_TOKEN', 'REGRAFT_RUN_TASK_KEY'],
  ...['AA', 'NFC', 'UTC', 'YY', 'YYYY'],
  ...['CONNECT', 'CREATE', 'DELETE', 'GET', 'HEAD', 'POST', 'UPDATE'],
  ...['ADDRESS', 'BUNDLE', 'BYTES', 'MS', 'RULE', 'SIGTERM'],
  ...['ERR_BUFFER_TOO_LARGE', 'ES', 'HS', 'JWT', 'METADATA', 'PS', 'REGRAFT_CACHE'],
  ...['GIT_CONFIG_COUNT', 'GIT_INDEX_FILE', 'HEAD'],
  ...['RS', 'PS', 'ES', 'HS'].flatMap((kind) => [256, 384, 512].map((bits) => `${kind}${bits}`)),
]

/** The codes of Open Policy Agent itself, which reports hand on: v1/ast/errors.go and v1/topdown/errors.go. */
const opaCodes: readonly string[] = [
  ...['compile', 'format', 'parse', 'recursion', 'type', 'unsafe_var'].map((kind) => `rego_${kind}_error`),
  ...['builtin', 'cancel', 'conflict', 'internal', 'type', 'with_merge'].map((kind) => `eval_${kind}_error`),
]

function filesBelow(folder: string, ending: string): string[] {
  if (!existsSync(join(root, folder))) return []
  return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith(ending))
    .map((entry) => relative(root, join(entry.parentPath, entry.name)).replaceAll('\\', '/'))
    .sort()
}

function read(file: string): string {
  return readFileSync(join(root, file), 'utf8')
}

function packageFolders(): string[] {
  return [...readdirSync(join(root, 'packages')).map((name) => `packages/${name}`), 'policies']
}

/** Every string literal in capitals, in expressions and in types: a code, or one of the other words. */
function wordsOf(file: string): Set<string> {
  const words = new Set<string>()
  const visit = (node: ts.Node): void => {
    if (ts.isStringLiteralLike(node) && /^[A-Z][A-Z0-9]+(_[A-Z0-9]+)*$/.test(node.text)) words.add(node.text)
    ts.forEachChild(node, visit)
  }
  visit(ts.createSourceFile(file, read(file), ts.ScriptTarget.ES2023))
  return words
}

function codesOfSources(): Map<string, string> {
  const found = new Map<string, string>()
  for (const folder of packageFolders())
    for (const file of filesBelow(`${folder}/src`, '.ts'))
      if (!file.startsWith(withoutCodes) && !file.endsWith('.generated.ts'))
        for (const word of wordsOf(file)) found.set(word, file)
  for (const file of filesBelow('packages/rego/go', '.go'))
    for (const [, code = ''] of read(file).matchAll(/^\s*code[A-Z]\w*\s*=\s*"(\w+)"/gm)) found.set(code, file)
  for (const code of opaCodes) found.set(code, 'Open Policy Agent')
  return found
}

function codesOfRows(): string[] {
  return [...read('docs/errors.md').matchAll(/^\| `(\w+)` *\|/gm)].map(([, code = '']) => code)
}

test('docs/errors.md has one row for every code in the sources, and no other row', () => {
  const found = codesOfSources()
  const rows = codesOfRows()
  const missing = [...found].filter(([code]) => !rows.includes(code) && !otherWords.includes(code))
  expect(missing, 'without a row; words that are no codes belong into otherWords').toEqual([])
  expect(
    rows.filter((code) => !found.has(code)),
    'rows whose code no source has',
  ).toEqual([])
  expect(
    rows.filter((code, i) => rows.indexOf(code) !== i),
    'codes with two rows',
  ).toEqual([])
  expect(
    otherWords.filter((word) => !found.has(word)),
    'other words that no source has',
  ).toEqual([])
})

/** The relative targets of links in a Markdown text, code left out, without what comes after `#`. */
function linksOf(text: string): string[] {
  const prose = text.replace(/^(```+)[^\n]*\n[\s\S]*?^\1/gm, '').replace(/`[^`\n]*`/g, '')
  return [...prose.matchAll(/\]\(\s*<?([^)\s>]+)>?(?:\s+"[^"]*")?\s*\)|^\[[^\]]+\]:\s*(\S+)/gm)]
    .map(([, inline, reference]) => inline ?? reference ?? '')
    .filter((target) => !/^[a-z][a-z0-9+.-]*:|^#/i.test(target))
    .map((target) => decodeURI(target.replace(/[#?].*$/, '')))
}

const pages = [
  ...['README.md', 'CONTRIBUTING.md', 'SECURITY.md'],
  ...filesBelow('docs', '.md').filter((file) => !file.startsWith('docs/api/')),
  ...packageFolders().map((folder) => `${folder}/README.md`),
]

test.each(pages)('relative links in %s point to files', (page) => {
  const broken = linksOf(read(page)).filter((target) => !existsSync(join(root, dirname(page), target)))
  expect(broken).toEqual([])
})
