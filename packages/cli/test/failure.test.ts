import { readFileSync, rmSync, statSync } from 'node:fs'
import { dirname } from 'node:path'
import { RegraftError } from '@regraft/model'
import { describe, expect, it } from 'vitest'
import { fail } from '../src/failure.ts'
import type { Io } from '../src/index.ts'

function told(error: unknown, argv: readonly string[] = []): { code: number; text: string } {
  let text = ''
  const output = {
    write: (more: string | Uint8Array): void => {
      text += more
    },
    isTerminal: false,
    columns: undefined,
  }
  const io = { stdout: output, stderr: output, env: {} } as unknown as Io
  return { code: fail(error, argv, io), text }
}

describe('fail', () => {
  it('tells a mistake with its code, place and hint', () => {
    const error = new RegraftError('POLICY_COMPILE', 'a policy does not compile\u001b[2J', {
      hint: 'Mend it.',
      diagnostics: [
        { code: 'REGO_PARSE', severity: 'error', message: 'unexpected }', file: 'a.rego', frame: '> 1 | }' },
      ],
    })
    expect(told(error)).toEqual({
      code: 2,
      text: `regraft: a policy does not compile\\u001b[2J (POLICY_COMPILE)
a.rego  error  REGO_PARSE
  unexpected }
  > 1 | }
  Mend it.
`,
    })
  })

  it('keeps a defect short on the screen and whole in a file, answers left out', () => {
    const error = new TypeError('boom', { cause: new Error('because') })
    const { code, text } = told(error, [
      'heal',
      '--input',
      'password=secret',
      '--input=key=hidden',
      'main.tf',
    ])
    expect(code).toBe(3)
    const file = /The details are in (.*)\n/.exec(text)?.[1] ?? ''
    expect(text).toBe(
      `regraft: a defect of regraft stopped it: boom\n  The details are in ${file}\n  Please report it, with that file and, if you can, the code it was run on.\n`,
    )
    const details = readFileSync(file, 'utf8')
    expect(statSync(file).mode & 0o777).toBe(0o600)
    rmSync(dirname(file), { recursive: true })
    expect(details).toMatch(/^regraft \d+\.\d+\.\d+, Node /)
    expect(details).toContain('arguments: ["heal","--input","password=…","--input=key=…","main.tf"]')
    expect(details).toMatch(/TypeError: boom\n {4}at /)
    expect(details).toContain('Error: because')
    expect(details).not.toMatch(/secret|hidden/)
  })

  it('takes anything that was thrown', () => {
    const { code, text } = told('just a text')
    expect(code).toBe(3)
    const file = /The details are in (.*)\n/.exec(text)?.[1] ?? ''
    expect(readFileSync(file, 'utf8')).toContain('just a text')
    rmSync(dirname(file), { recursive: true })
  })
})
