import { RegraftError } from '@regraft/model'
import type { PolicyFiles } from '../files/policy-files.ts'
import type { Watching } from '../files/watch.ts'
import { watchFolders } from '../files/watch.ts'
import type { TestOutcome, TestRun } from './outcome.ts'
import type { PolicyTester, TestRunOptions } from './tester.ts'

/** One run while watching. */
export interface WatchedRun {
  /** All outcomes, also those that the change does not concern. Undefined when the policies do not compile. */
  readonly run: TestRun | undefined
  /** Outcomes of what was run now. */
  readonly ran: readonly TestOutcome[]
  /** Why there is no run. */
  readonly error: RegraftError | undefined
  /** Milliseconds from the change that was noticed to the outcome. */
  readonly ms: number
}

/**
 * Runs what a change on disk concerns, each time there is one, and once at the beginning. A mistake that keeps policies
 * from being compiled is told, and the next change tried.
 */
export async function watchTests(
  tester: PolicyTester,
  files: PolicyFiles,
  options: TestRunOptions,
  onRun: (run: WatchedRun) => void,
): Promise<Watching> {
  const once = async (changed?: readonly string[]): Promise<void> => {
    const began = performance.now()
    const ran: TestOutcome[] = []
    const onOutcome: TestRunOptions['onOutcome'] = (outcome, done, total) => {
      ran.push(outcome)
      options.onOutcome?.(outcome, done, total)
    }
    const tried = await attempt(async () =>
      changed !== undefined && !files.reread(changed)
        ? undefined
        : tester.run(files.folder, { ...options, onOutcome }),
    )
    if (tried.run || tried.error) onRun({ ...tried, ran, ms: performance.now() - began })
  }
  await once()
  return watchFolders(files.roots, once)
}

async function attempt(work: () => Promise<TestRun | undefined>): Promise<Pick<WatchedRun, 'run' | 'error'>> {
  try {
    return { run: await work(), error: undefined }
  } catch (error) {
    if (error instanceof RegraftError) return { run: undefined, error }
    throw error
  }
}
