// Writes the folder that a new built-in rule needs.
//   node scripts/new-policy.mjs <provider>/<rule> <framework> <resource type>…
//   node scripts/new-policy.mjs aws/sns-encryption terraform aws_sns_topic
import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const policies = fileURLToPath(new URL('../policies', import.meta.url))
const [rule = '', framework = '', ...types] = process.argv.slice(2)

const frameworks = {
  terraform: { extension: 'tf', resource: (type) => `resource "${type}" "example" {\n}\n` },
  kubernetes: {
    extension: 'yaml',
    resource: (type) => `apiVersion: v1\nkind: ${type}\nmetadata:\n  name: example\n`,
  },
}

const known = frameworks[framework]
const problem = !/^[a-z0-9]+\/[a-z0-9]+(-[a-z0-9]+)*$/.test(rule)
  ? `${rule || 'the rule'} is no id such as aws/sns-encryption`
  : known === undefined
    ? `${framework || 'the framework'} is none of ${Object.keys(frameworks).join(', ')}`
    : types.length === 0 || !types.every((type) => /^\w+$/.test(type))
      ? 'name at least one resource type, such as aws_sns_topic'
      : undefined
if (problem !== undefined) {
  console.error(
    `new-policy: ${problem}\nusage: pnpm new:policy <provider>/<rule> <framework> <resource type>…`,
  )
  process.exit(2)
}

const id = rule.replaceAll('-', '_').replace('/', '.')
const files = {
  [`${framework}.rego`]: `# METADATA
# title: Say in one line what is wrong
# description: >-
#   Say what may happen because of it.
# related_resources:
#   - https://example.com/the-manual-page
# custom:
#   id: ${rule}
#   severity: medium
#   resources: [${types.join(', ')}]
#   fix: safe
#   aliases: []
package regraft.${id}.${framework}

import data.regraft.fix

deny contains finding if {
	input.argument != "wanted"
	finding := {
		"message": "the argument is not as wanted",
		"path": ["argument"],
		"fix": fix.safe(fix.set("wanted"), "Set the argument"),
	}
}
`,
  'README.md': `# ${rule}\n\n## Why\n\n## What the fix does\n\n## What it may break\n`,
  [`cases/example/before.${known.extension}`]: known.resource(types[0]),
  [`cases/example/after.${known.extension}`]: known.resource(types[0]),
  [`cases/clean/clean.${known.extension}`]: known.resource(types[0]),
}
for (const [name, text] of Object.entries(files)) {
  const path = join(policies, rule, name)
  if (existsSync(path)) {
    console.error(`new-policy: policies/${rule}/${name} exists already`)
    process.exit(2)
  }
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, text)
  console.log(`policies/${rule}/${name}`)
}
console.log(`\nTry it: npm test -- policies -t ${rule}`)
