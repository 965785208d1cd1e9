// Checks a page, heals it, and shows the lines that changed: nothing outside of its blocks.
import { readFileSync } from 'node:fs'
import { createMarkdownAdapter } from './adapter.mjs'

const page = readFileSync(new URL('page.md', import.meta.url), 'utf8')
const adapter = await createMarkdownAdapter()

for (const { line, column, severity, rule, message, fix, reason } of await adapter.check(page)) {
  console.log(`page.md:${line}:${column}  ${severity}  ${rule}: ${message}`)
  console.log(fix === 'applied' ? '  can be healed' : `  not healed: ${reason}`)
}

for (const [title, settings] of [
  ['what is safe', {}],
  ['what is unsafe, too', { unsafe: true }],
]) {
  console.log(`\nhealed, ${title}:`)
  const before = page.split('\n')
  for (const [i, line] of (await adapter.heal(page, settings)).split('\n').entries())
    if (line !== before[i]) console.log(`-${before[i]}\n+${line}`)
}

await adapter.close()
