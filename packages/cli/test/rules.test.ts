import { afterEach, describe, expect, it } from 'vitest'
import { Folder, run } from './support.ts'

let at: Folder | undefined
afterEach(() => at?.remove())

function ran(...argv: string[]): ReturnType<typeof run> {
  at = new Folder()
  return run(at.path, argv)
}

describe('rules', () => {
  it('lists each with severity, fix and title', async () => {
    const { code, stdout, stderr } = await ran('rules')
    expect([code, stderr]).toEqual([0, ''])
    const lines = stdout.trimEnd().split('\n')
    expect(lines.length).toBeGreaterThanOrEqual(40)
    expect(lines).toEqual([...lines].sort())
    expect(stdout).toMatch(/^aws\/s3-versioning +medium +safe +S3 bucket keeps no versions$/m)
  })

  it('narrows the list', async () => {
    const { stdout } = await ran('rules', '--rule', 'aws/s3-*', '--skip-rule', 'CKV_AWS_21')
    expect(stdout).toMatch(/^aws\/s3-/)
    expect(stdout).not.toContain('aws/s3-versioning')
    expect(stdout).not.toContain('kubernetes/')
  })

  it('gives all metadata as JSON', async () => {
    const { stdout } = await ran('rules', '--format', 'json', '--rule', 'aws/s3-versioning')
    const { schema, tool, rules } = JSON.parse(stdout)
    expect([schema, tool.name]).toEqual([1, 'regraft'])
    expect(rules).toMatchObject([
      {
        id: 'aws/s3-versioning',
        severity: 'medium',
        fix: 'safe',
        resources: expect.arrayContaining(['aws_s3_bucket']),
      },
    ])
  })

  it('writes to a file', async () => {
    expect(await ran('rules', '--output', 'rules.txt')).toEqual({ code: 0, stdout: '', stderr: '' })
    expect(at?.read('rules.txt')).toContain('aws/s3-versioning')
  })

  it('knows a name that matches nothing', async () => {
    expect(await ran('rules', '--rule', 'aws/s3-versoining')).toEqual({
      code: 2,
      stdout: '',
      stderr:
        'regraft: there is no rule aws/s3-versoining (RULE_UNKNOWN)\n  Did you mean aws/s3-versioning?\n',
    })
  })
})

describe('explain', () => {
  it('shows why, what the fix does and an example before and after', async () => {
    const { code, stdout } = await ran('explain', 'kubernetes/privileged')
    expect(code).toBe(0)
    expect(stdout).toMatch(
      /^kubernetes\/privileged: Container runs privileged\n\nseverity {7}high\nfix {12}at most unsafe\n/,
    )
    expect(stdout).toContain('\n## Why\n')
    expect(stdout).toContain('\n## What the fix does\n')
    expect(stdout).toMatch(/\nBefore and after:\n\n--- a\/.*\n\+\+\+ b\/.*\n@@ [^\n]*\n/)
    expect(stdout).toMatch(/\n-.*privileged: true.*\n\+.*privileged: false/)
  })

  it("goes by another scanner's id", async () => {
    expect((await ran('explain', 'CKV_AWS_21')).stdout).toMatch(/^aws\/s3-versioning: /)
  })

  it('explains a policy of its user from its metadata', async () => {
    at = new Folder({
      'p/x.rego': `# METADATA
# title: A title
# description: A reason.
# custom:
#   id: own/x
#   severity: low
#   resources: [aws_instance]
package own.x.terraform

deny contains {"message": "m", "path": []} if not input.y
`,
    })
    expect(await run(at.path, ['explain', 'own/x', '--policy', 'p'])).toEqual({
      code: 0,
      stderr: '',
      stdout: `own/x: A title

severity       low
fix            none: it only finds
looks at       aws_instance

A reason.
`,
    })
  })
})

describe('help and version', () => {
  it('shows the version of the package', async () => {
    expect((await ran('--version')).stdout).toMatch(/^\d+\.\d+\.\d+\n$/)
  })

  it.each(['check', 'heal', 'undo', 'rules', 'explain'])('teaches %s with examples', async (command) => {
    const { code, stdout } = await ran(command, '--help')
    expect(code).toBe(0)
    expect(stdout).toMatch(new RegExp(`^Usage: regraft ${command}`))
    expect(stdout).toContain(`\nExamples:\n  regraft ${command}`)
    expect(Math.max(...stdout.split('\n').map((line) => line.length))).toBeLessThanOrEqual(118)
  })

  it('shows the commands, on standard error with exit 2 when none was given', async () => {
    const help = await ran('--help')
    expect(help.code).toBe(0)
    expect(await ran()).toEqual({ code: 2, stdout: '', stderr: help.stdout })
  })
})
