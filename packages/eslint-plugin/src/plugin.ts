import type { ESLint, Linter } from 'eslint'
import { textLanguage } from './language.ts'
import { ruleFor } from './rule.ts'
import { version } from './version.ts'

export const meta: { readonly name: string; readonly version: string; readonly namespace: string } = {
  name: '@regraft/eslint-plugin',
  version,
  namespace: 'regraft',
}

export const rules: NonNullable<ESLint.Plugin['rules']> = {
  kubernetes: ruleFor('kubernetes', 'Find and fix insecure Kubernetes manifests'),
  pulumi: ruleFor('pulumi', 'Find and fix insecure resources of Pulumi programs'),
  terraform: ruleFor('terraform', 'Find and fix insecure Terraform and OpenTofu'),
}

export const languages: NonNullable<ESLint.Plugin['languages']> = { text: textLanguage }

const files = {
  kubernetes: ['**/*.yaml', '**/*.yml'],
  pulumi: ['**/*.ts'],
  terraform: ['**/*.tf', '**/*.tofu'],
}

export const configs: { readonly recommended: Linter.Config[]; readonly standalone: Linter.Config[] } = {
  recommended: [],
  standalone: [],
}

/** The plugin: one rule a framework, a language without a parser, and configurations. */
export const plugin: ESLint.Plugin & { readonly configs: typeof configs } = {
  meta,
  rules,
  languages,
  configs,
}

for (const [framework, patterns] of Object.entries(files)) {
  const config: Linter.Config = {
    name: `regraft/${framework}`,
    files: patterns,
    plugins: { regraft: plugin },
    rules: { [`regraft/${framework}`]: 'error' },
  }
  const alone: Linter.Config = {
    ...config,
    name: `regraft/standalone/${framework}`,
    language: 'regraft/text',
  }
  // No parser of ESLint's reads HCL.
  configs.recommended.push(framework === 'terraform' ? alone : config)
  configs.standalone.push(alone)
}
