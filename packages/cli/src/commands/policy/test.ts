import type { Arguments } from '../../args/arguments.ts'
import { usage } from '../../args/usage.ts'
import type { Io } from '../../io/io.ts'

export async function policyTest(_args: Arguments, _io: Io): Promise<number> {
  throw usage('regraft policy test is not built yet')
}
