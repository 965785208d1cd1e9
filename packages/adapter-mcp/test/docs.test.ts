import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'
import { snippetsOf } from '../../../test/snippets.ts'
import { readArguments } from '../src/arguments.ts'

const page = readFileSync(fileURLToPath(new URL('../../../docs/adapters/mcp.md', import.meta.url)), 'utf8')
const manifest = JSON.parse(readFileSync(fileURLToPath(new URL('../package.json', import.meta.url)), 'utf8'))
const files = snippetsOf(page).flatMap((snippet) => (snippet.kind === 'file' ? [snippet] : []))

it('shows a file for each client', () => {
  expect(files.map(({ path }) => path)).toEqual([
    '.mcp.json',
    'claude_desktop_config.json',
    '.vscode/mcp.json',
    '.cursor/mcp.json',
    '.mcp.json',
  ])
})

it.each(files)('$path (line $line) starts this server with arguments that it takes', ({ path, text }) => {
  const data = JSON.parse(text)
  const members = path === '.vscode/mcp.json' ? 'servers' : 'mcpServers'
  expect([Object.keys(data), Object.keys(data[members])]).toEqual([[members], ['regraft']])
  const { type, command, args, url, headers } = data[members].regraft
  if (type === 'http') {
    expect(new URL(url)).toMatchObject({ hostname: '127.0.0.1', pathname: '/mcp' })
    expect(headers.Authorization).toMatch(/^Bearer \S+$/)
    return
  }
  expect([command, args.slice(0, 2)]).toEqual(['npx', ['-y', manifest.name]])
  // npx runs the one program of a package.
  expect(Object.keys(manifest.bin)).toEqual(['regraft-mcp'])
  expect(() => readArguments(args.slice(2), {})).not.toThrow()
})
