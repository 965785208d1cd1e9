import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { readSettings } from '../src/settings.ts'

const read = (path: string): string => readFileSync(fileURLToPath(new URL(path, import.meta.url)), 'utf8')
const page = read('../../../docs/adapters/editors.md')

function snippet(name: string): string {
  const found = new RegExp(`^\`\`\`\\w+ ${name}\\n([\\s\\S]*?)^\`\`\`$`, 'm').exec(page)
  if (found?.[1] === undefined) throw new Error(`the page shows no ${name}`)
  return found[1]
}

/** What a program that is here says of a text, or undefined where there is none. */
function asked(program: string, args: readonly string[], input: string): string | undefined {
  const { error, status, stdout, stderr } = spawnSync(program, args, { input, encoding: 'utf8' })
  if (error) return undefined
  if (status !== 0) throw new Error(stderr)
  return stdout
}

const toml = 'import json, sys, tomllib; print(json.dumps(tomllib.loads(sys.stdin.read())))'
const python = asked('python3', ['-c', 'import tomllib'], '') !== undefined
const lua = ['luac', 'luac5.4'].find((program) => asked(program, ['-v'], '') !== undefined)

describe('the page on editors', () => {
  const bins = Object.keys(JSON.parse(read('../package.json')).bin)

  it('sets what there is to set, in JSON', () => {
    const settings: object = JSON.parse(snippet('settings.json'))
    const declared = JSON.parse(read('../../vscode/package.json')).contributes.configuration.properties
    const own = Object.keys(settings).filter((name) => name.startsWith('regraft.'))
    expect(own.filter((name) => !(name in declared))).toEqual([])
    expect(own).not.toEqual([])
    const template = JSON.parse(snippet('template.json'))
    expect(template.programArgs.default.split(' ')).toEqual([...bins, '--stdio'])
    expect(readSettings(JSON.parse(snippet('initializationOptions.json'))).problems).toEqual([])
  })

  it.skipIf(!python)(
    `sets what there is to set, in TOML${python ? '' : ' (skipped: no Python with tomllib)'}`,
    () => {
      const { regraft } = JSON.parse(asked('python3', ['-c', toml], snippet('languages.toml')) ?? '')[
        'language-server'
      ]
      expect([regraft.command, regraft.args]).toEqual([bins[0], ['--stdio']])
      expect(readSettings(regraft.config)).toEqual({ settings: { minSeverity: 'medium' }, problems: [] })
    },
  )

  it('names the server and its settings in Lua and Lisp', () => {
    const init = snippet('init.lua')
    expect(init).toContain(`cmd = { '${bins[0]}', '--stdio' }`)
    const [, name = ''] = /init_options = \{ (\w+) =/.exec(init) ?? []
    expect(readSettings({ [name]: ['x'] }).problems).toEqual([])
    expect(snippet('input.lua')).toContain("['regraft/input']")
    const lisp = snippet('init.el')
    expect(lisp).toContain(`("${bins[0]}" "--stdio" :initializationOptions (:minSeverity "medium"))`)
    expect(lisp.split('(')).toHaveLength(lisp.split(')').length)
  })

  it.skipIf(lua === undefined)(`is right Lua${lua === undefined ? ' (skipped: no luac)' : ''}`, () => {
    for (const name of ['init.lua', 'input.lua'])
      expect(asked(lua ?? '', ['-p', '-'], snippet(name))).toBe('')
  })
})
