import { realpathSync } from 'node:fs'
import { relative, sep } from 'node:path'
import { RegraftError } from '@regraft/model'
import { type Io, type OpenedRun, openRun } from 'regraft'
import { createClient, type GitHubClient } from '../client.ts'
import type { WorkflowEvent } from './event.ts'
import { folderBelow } from './files.ts'
import type { Host } from './host.ts'
import type { Inputs } from './inputs.ts'
import { logQuoted } from './log.ts'

/** All that one run of the action works with. */
export interface ActionRun extends OpenedRun {
  readonly host: Host
  readonly inputs: Inputs
  readonly event: WorkflowEvent
  readonly client: GitHubClient
  /** Absolute; the repository as it was checked out. */
  readonly workspaceFolder: string
  /** Where what is checked lies in the repository; `` for all of it. */
  readonly folder: string
}

/** Opens what the inputs ask for, as the command line would. No policy of it is run as code. */
export async function openAction(host: Host, inputs: Inputs, event: WorkflowEvent): Promise<ActionRun> {
  const { env } = host
  const workspace = env.GITHUB_WORKSPACE
  if (!workspace)
    throw new RegraftError('GITHUB_EVENT', 'the runner does not say where the repository is checked out', {
      hint: 'Run it as an action, or set GITHUB_WORKSPACE.',
    })
  const workspaceFolder = realpathSync(workspace)
  const cwd = folderBelow(workspaceFolder, 'working-directory', inputs.workingDirectory)
  const run = await openRun(['heal', '--dry-run', ...inputs.options], ioOf(host, cwd))
  const client = createClient({
    ...(inputs.token === '' ? {} : { token: inputs.token }),
    ...(env.GITHUB_API_URL ? { baseUrl: env.GITHUB_API_URL } : {}),
    onWait: (message) => logQuoted(host, message),
    ...host.client,
  })
  const folder = relative(workspaceFolder, run.root).split(sep).join('/')
  return { ...run, host, inputs, event, client, workspaceFolder, folder }
}

function ioOf(host: Host, cwd: string): Io {
  const output = {
    write: (text: string | Uint8Array) => logQuoted(host, typeof text === 'string' ? text : ''),
    isTerminal: false,
    columns: undefined,
  }
  const stdin = { isTerminal: false, bytes: async () => new Uint8Array(), ask: async () => undefined }
  const { env } = host
  return {
    stdout: output,
    stderr: output,
    stdin,
    env,
    cwd,
    runsCode: false,
    today: () => host.today(),
    now: () => `${host.today()}T00:00:00Z`,
  }
}
