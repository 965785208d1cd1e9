import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import * as ts from '@typescript-eslint/parser'
import yml from 'eslint-plugin-yml'
import { describe, expect, it } from 'vitest'
import { built, type Framework, fix, heal, lint } from './lint.ts'

const policies = fileURLToPath(new URL('../../../policies', import.meta.url))
const endings: readonly (readonly [Framework, string])[] = [
  ['kubernetes', 'before.yaml'],
  ['pulumi', 'before.ts'],
  ['terraform', 'before.tf'],
]

/** The text of every case of the built-in rules; some of them unless REGRAFT_ALL is set. */
function cases(): readonly (readonly [path: string, framework: Framework, text: string])[] {
  const all = ['aws', 'kubernetes'].flatMap((provider) =>
    readdirSync(join(policies, provider)).flatMap((rule) => {
      const folder = join(policies, provider, rule, 'cases')
      return (existsSync(folder) ? readdirSync(folder) : []).flatMap((name) =>
        endings.flatMap(([framework, ending]) => {
          const file = join(folder, name, ending)
          if (!existsSync(file)) return []
          return [[`${provider}/${rule}/${name}`, framework, readFileSync(file, 'utf8')] as const]
        }),
      )
    }),
  )
  return process.env['REGRAFT_ALL'] === '1' ? all : all.filter((_, i) => i % 25 === 0)
}

describe.skipIf(!built)('--fix gives the bytes of heal', () => {
  it.each(cases())('%s, %s', async (_path, framework, text) => {
    const healed = await heal(framework, text)
    const { output, messages } = fix(framework, text)
    expect(output).toBe(healed)
    expect(messages.filter((message) => message.fix !== undefined)).toEqual([])
  })

  it('where several fixes touch: in one pass', async () => {
    const text =
      "import * as aws from '@pulumi/aws'\n\nnew aws.kms.Key('a', { enableKeyRotation: false })\nnew aws.kms.Key('b', {})\nnew aws.ecr.Repository('r', {})\n"
    const healed = await heal('pulumi', text)
    expect(healed).not.toBe(text)
    const messages = lint('pulumi', text).filter((message) => message.fix !== undefined)
    expect(messages.length).toBeGreaterThan(1)
    expect(fix('pulumi', text).output).toBe(healed)
  })
})

const keys =
  "import * as aws from '@pulumi/aws'\n\nnew aws.kms.Key('a', { enableKeyRotation: false })\nnew aws.kms.Key('b', { enableKeyRotation: false })\nnew aws.kms.Key('c', { enableKeyRotation: false })\n"
const line = "new aws.kms.Key('b', { enableKeyRotation: false })"
const healedBut = (text: string, kept: string): string =>
  text.replaceAll('false', 'true').replace(kept.replaceAll('false', 'true'), kept)

describe.skipIf(!built)('what comments switch off is left as it is', () => {
  const typescript = {
    language: '@/js',
    languageOptions: { parser: ts },
    // Else --fix takes comments away that switch off nothing.
    linterOptions: { reportUnusedDisableDirectives: 'off' as const },
  }
  it.each([
    ['the next line', `// eslint-disable-next-line regraft/pulumi -- known\n${line}`],
    ['its own line', `${line} // eslint-disable-line`],
    ['a stretch', `/* eslint-disable no-undef, regraft/pulumi */\n${line}\n/* eslint-enable */`],
  ])('%s', (_name, put) => {
    const text = keys.replace(line, put)
    const { output, messages } = fix('pulumi', text, typescript)
    expect(output).toBe(healedBut(text, line))
    expect(messages).toEqual([])
  })

  it('but not what is meant for other rules', () => {
    const text = keys.replace(line, `// eslint-disable-next-line no-undef\n${line}`)
    expect(fix('pulumi', text, typescript).output).toBe(text.replaceAll('false', 'true'))
  })

  it('in YAML', () => {
    const container = (name: string): string =>
      `    - name: ${name}\n      image: r.example/c:1.2\n      securityContext:\n        runAsNonRoot: true\n        allowPrivilegeEscalation: false\n        capabilities: { drop: [NET_RAW] }\n`
    const text = `apiVersion: v1\nkind: Pod\nmetadata: { name: p }\nspec:\n  containers:\n${container('a')}${container('b').replace('        cap', '        # eslint-disable-next-line regraft/kubernetes\n        cap')}`
    const { output } = fix('kubernetes', text, { plugins: { yml }, language: 'yml/yaml' })
    expect(output).toBe(text.replace('[NET_RAW]', '[NET_RAW, ALL]'))
  })

  it("and regraft's own comments hold without a parser", () => {
    const text = keys.replace(line, `// regraft:ignore aws/kms-rotation -- signs only\n${line}`)
    expect(fix('pulumi', text).output).toBe(healedBut(text, line))
  })
})

describe.skipIf(!built)('mistakes are told', () => {
  it.each([
    [
      'an unknown rule',
      { rules: { 'regraft/terraform': ['error', { rules: ['aws/kms-rotatoin'] }] } },
      /RULE_UNKNOWN/,
    ],
    [
      'a wrong option',
      { rules: { 'regraft/terraform': ['error', { minSeverity: 'big' }] } },
      /"big" should be equal to one of the allowed values/,
    ],
    [
      'a wrong setting',
      { settings: { regraft: { bundle: 'x' } } },
      /settings\.regraft has no member "bundle"/,
    ],
    ['no such bundle', { settings: { regraft: { bundles: ['x.tar.gz'] } } }, /POLICY_SOURCE/],
  ] as const)('%s', (_name, config, expected) => {
    // The configuration is wrong on purpose.
    expect(() => lint('terraform', 'resource "aws_kms_key" "k" {}\n', config as never)).toThrow(expected)
  })

  it('a file that takes too long', () => {
    const text = Array.from({ length: 500 }, (_, i) => `resource "aws_kms_key" "k${i}" {}\n`).join('')
    expect(() => lint('terraform', text, { settings: { regraft: { timeoutMs: 1 } } })).toThrow(
      /main\.tf was not checked within 1 ms/,
    )
  })

  it('and the next file is checked all the same', () => {
    expect(lint('terraform', 'resource "aws_kms_key" "k" {}\n').map(({ message }) => message)).toEqual([
      'aws/kms-rotation: KMS key is never rotated: the key is not rotated',
    ])
  })
})
