// Writes the folder that a new built-in rule needs. Users have `regraft policy new`, which is the same but for the package.
//   node scripts/new-policy.mjs <provider>/<rule> <resource type>…
//   node scripts/new-policy.mjs aws/sns-encryption aws_sns_topic
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const built = new URL('../packages/authoring/dist/index.js', import.meta.url)
if (!existsSync(built)) fail('the packages are not built: run `npm run build` first')
const { scaffoldRule, writeRule } = await import(built.href)
const [id = '', ...types] = process.argv.slice(2)
try {
  const rule = scaffoldRule({ id, types, within: 'regraft' })
  const written = await writeRule(fileURLToPath(new URL('../policies', import.meta.url)), id, rule.files)
  for (const path of written) console.log(`policies/${path}`)
  console.log(`\nPut what you mean for ${rule.fillIn.join(', ')}, then: npm test -- policies -t ${id}`)
} catch (error) {
  if (error?.name !== 'RegraftError') throw error
  fail(`${error.message}\n${error.hint ?? ''}`)
}

function fail(problem) {
  console.error(`new-policy: ${problem}\nusage: npm run new:policy <provider>/<rule> <resource type>…`)
  process.exit(2)
}
