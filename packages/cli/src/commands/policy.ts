import type { Arguments } from '../args/arguments.ts'
import type { PolicyCommand } from '../args/options.ts'
import type { Io } from '../io/io.ts'

/** The commands of a policy's life, each loaded when it runs. */
export async function policy(command: PolicyCommand, args: Arguments, io: Io): Promise<number> {
  switch (command) {
    case 'policy new':
      return (await import('./policy/new.ts')).policyNew(args, io)
    case 'policy check':
      return (await import('./policy/check.ts')).policyCheck(args, io)
    case 'policy test':
      return (await import('./policy/test.ts')).policyTest(args, io)
    case 'policy format':
      return (await import('./policy/format.ts')).policyFormat(args, io)
    case 'policy build':
      return (await import('./policy/build.ts')).policyBuild(args, io)
    case 'policy docs':
      return (await import('./policy/docs.ts')).policyDocs(args, io)
  }
}
