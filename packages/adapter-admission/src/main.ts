import { readFile } from 'node:fs/promises'
import { RegraftError } from '@regraft/model'
import { type Arguments, readArguments } from './arguments.ts'
import { readCertificate } from './certificate.ts'
import type { ReviewEvent } from './listener.ts'
import { reviewLine, told } from './log.ts'
import { help } from './options.ts'
import type { ThreadSetup } from './protocol.ts'
import type { AdmissionServer } from './server.ts'
import { serveAdmission } from './server.ts'
import { ReviewThreads } from './threads.ts'
import { version } from './version.ts'

/** Where a command prints. */
export interface Output {
  readonly out: (text: string) => void
  readonly err: (text: string) => void
}

/** A server that runs, and how to end it with all that belongs to it. */
export interface Running {
  readonly server: AdmissionServer
  stop(): Promise<void>
}

/** Carries out a command line. Resolves with what runs then; with nothing when there was only something to print. */
export async function main(argv: readonly string[], output: Output): Promise<Running | undefined> {
  const invocation = readArguments(argv)
  if (invocation.kind !== 'serve') {
    output.out(invocation.kind === 'help' ? help() : `${version}\n`)
    return undefined
  }
  const { args } = invocation
  const { cert, key, clientCa } = args
  const tls = { cert, key, ...(clientCa === undefined ? {} : { clientCa }) }
  // The threads take a while; what is wrong with the files is said at once.
  readCertificate(tls)
  const threads = await ReviewThreads.start(await setupOf(args), args.threads)
  try {
    const server = await serveAdmission(threads, {
      tls,
      port: args.port,
      ...(args.host === undefined ? {} : { host: args.host }),
      timeout: args.timeout,
      drainDelay: args.drainDelay,
      maxBodyBytes: args.maxBodyBytes,
      maxInFlight: args.maxInFlight,
      onReview: (event) => tell(event, args, output),
      onCertificateError: (error) => output.err(told(error)),
    })
    output.err(`regraft-admission ${version} listens on port ${server.port}\n`)
    return { server, stop: () => server.stop().then(() => threads.close()) }
  } catch (error) {
    await threads.close()
    throw error
  }
}

async function setupOf(args: Arguments): Promise<ThreadSetup> {
  const bundles = await Promise.all(args.policies.map(bundleOf))
  return {
    bundles,
    deny: args.deny,
    unsafe: args.unsafe,
    excludeNamespaces: args.excludeNamespaces,
    run: {
      ...(args.rules.length === 0 ? {} : { rules: args.rules }),
      ...(args.skipRules.length === 0 ? {} : { skipRules: args.skipRules }),
      ...(args.minSeverity === undefined ? {} : { minSeverity: args.minSeverity }),
    },
  }
}

async function bundleOf(id: string): Promise<ThreadSetup['bundles'][number]> {
  try {
    return { id, bundle: new Uint8Array(await readFile(id)) }
  } catch (cause) {
    throw new RegraftError('POLICY_SOURCE', `the bundle ${id} cannot be read`, {
      cause,
      hint: 'Make one with: regraft policy build.',
    })
  }
}

function tell(event: ReviewEvent, { log }: Arguments, output: Output): void {
  if (log) output.out(reviewLine(event, new Date()))
  const { error } = event
  // What is no fault of the sender is told in any case.
  if (event.status >= 500) output.err(told(error instanceof Error && error.cause ? error.cause : error))
}
