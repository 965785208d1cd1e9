import type { Arguments } from '../args/arguments.ts'
import type { Io } from '../io/io.ts'
import { runReport } from '../run/report.ts'

/** Finds; writes nothing. */
export function check(args: Arguments, io: Io): Promise<number> {
  return runReport('check', args, io, ({ engine }, workspace, options) => engine.check(workspace, options))
}
