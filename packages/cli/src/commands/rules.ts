import { loadConfig } from '@regraft/config'
import { type Rule, severities } from '@regraft/model'
import { printable } from '@regraft/reporters'
import type { Arguments } from '../args/arguments.ts'
import type { Io } from '../io/io.ts'
import { engineOf } from '../run/engine.ts'
import { checkOutput, writeOutput } from '../run/output-file.ts'
import { chosenRules } from '../run/rules.ts'
import { version } from '../version.ts'

/** Lists the rules. */
export async function rules(args: Arguments, io: Io): Promise<number> {
  for (const { file } of args.sinks) if (file !== undefined) checkOutput(file, io.cwd)
  const config = await loadConfig(args.config, io.cwd, io.cwd)
  const engine = await engineOf(args, config, io, io.cwd)
  try {
    const chosen = chosenRules(engine.rules, args)
    for (const { format, file } of args.sinks) {
      const text = format === 'json' ? json(chosen) : table(chosen)
      if (file === undefined) io.stdout.write(text)
      else writeOutput(file, text, io.cwd)
    }
    return 0
  } finally {
    await engine.close()
  }
}

function json(rules: readonly Rule[]): string {
  return `${JSON.stringify({ schema: 1, tool: { name: 'regraft', version }, rules }, null, 2)}\n`
}

function table(rules: readonly Rule[]): string {
  const id = Math.max(0, ...rules.map((rule) => rule.id.length))
  const severity = Math.max(...severities.map((name) => name.length))
  const level = 'manual'.length
  return rules
    .map((rule) =>
      printable(
        `${rule.id.padEnd(id)}  ${rule.severity.padEnd(severity)}  ${(rule.fix ?? 'none').padEnd(level)}  ${rule.title}`,
      ),
    )
    .map((line) => `${line}\n`)
    .join('')
}
