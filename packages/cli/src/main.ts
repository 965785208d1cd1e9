import type { Arguments } from './args/arguments.ts'
import { parse } from './args/parse.ts'
import type { Io } from './io/io.ts'

/**
 * Runs one command line and gives its exit code: 0 nothing remains, 1 something does, 2 wrong usage, configuration or
 * policy, 3 a defect. Never throws. Whatever a command needs is loaded when it runs, so that `--version` loads nothing.
 */
export async function main(argv: readonly string[], io: Io): Promise<number> {
  try {
    const invocation = parse(argv)
    switch (invocation.kind) {
      case 'version': {
        const { version } = await import('./version.ts')
        io.stdout.write(`${version}\n`)
        return 0
      }
      case 'help': {
        const { help } = await import('./args/help.ts')
        io.stdout.write(help(invocation.command))
        return 0
      }
      case 'nothing': {
        const { help } = await import('./args/help.ts')
        io.stderr.write(help(undefined))
        return 2
      }
      case 'run':
        return await run(invocation.args, io)
    }
  } catch (error) {
    const { fail } = await import('./failure.ts')
    return fail(error, argv, io)
  }
}

async function run(args: Arguments, io: Io): Promise<number> {
  switch (args.command) {
    case 'check': {
      const { check } = await import('./commands/check.ts')
      return check(args, io)
    }
    case 'heal': {
      const { heal } = await import('./commands/heal.ts')
      return heal(args, io)
    }
    case 'undo': {
      const { undo } = await import('./commands/undo.ts')
      return undo(args, io)
    }
    case 'rules': {
      const { rules } = await import('./commands/rules.ts')
      return rules(args, io)
    }
    case 'explain': {
      const { explain } = await import('./commands/explain.ts')
      return explain(args, io)
    }
    case 'baseline': {
      const { baseline } = await import('./commands/baseline.ts')
      return baseline(args, io)
    }
    case 'init': {
      const { init } = await import('./commands/init.ts')
      return init(args, io)
    }
    case 'trend add':
    case 'trend show': {
      const { trend } = await import('./commands/trend.ts')
      return trend(args.command, args, io)
    }
    default: {
      const { policy } = await import('./commands/policy.ts')
      return policy(args.command, args, io)
    }
  }
}
