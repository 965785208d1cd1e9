import type { ClientOptions } from '../client.ts'

/** What the runner tells a step in its environment (docs.github.com, "Variables reference"), as far as it is used. */
export interface RunnerEnvironment {
  readonly GITHUB_REPOSITORY?: string
  readonly GITHUB_EVENT_NAME?: string
  readonly GITHUB_EVENT_PATH?: string
  readonly GITHUB_REF?: string
  readonly GITHUB_API_URL?: string
  readonly GITHUB_WORKSPACE?: string
  readonly GITHUB_OUTPUT?: string
  readonly GITHUB_STEP_SUMMARY?: string
  /** Inputs: `INPUT_FAIL-ON`. */
  readonly [name: string]: string | undefined
}

/** All that the action touches beside the API. Handed in, so that it runs in a test as on a runner. */
export interface Host {
  readonly env: RunnerEnvironment
  /** Writes to the log of the step, where lines that begin with `::` are commands. */
  log(text: string): void
  /** `YYYY-MM-DD` in UTC, for ignores that expire. */
  today(): string
  /** How the API is reached; a test has a pace of its own. */
  readonly client?: Pick<ClientOptions, 'throttle' | 'second' | 'patience'>
}
