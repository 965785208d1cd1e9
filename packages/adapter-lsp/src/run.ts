import type { Engine, HealOptions, Proposal } from '@regraft/engine'
import type { Finding, Report } from '@regraft/model'
import { RegraftError } from '@regraft/model'
import type { CancellationToken } from 'vscode-languageserver'
import type { Buffer, Buffers } from './buffers.ts'
import { workspaceOf } from './buffers.ts'
import { isCurrent, runOptions, type Session } from './session.ts'

/** One request about one document: the texts it is about, and how to give up. */
export interface DocumentRun {
  readonly session: Session
  readonly buffers: Buffers
  readonly buffer: Buffer
  readonly signal: AbortSignal
}

/** Undefined for a document that is not open, or where the settings switch regraft off. */
export function documentRun(
  session: Session,
  uri: string,
  token?: CancellationToken,
): DocumentRun | undefined {
  const document = session.documents.get(uri)
  if (document === undefined) return undefined
  const { key, path } = session.places.of(document)
  if (session.configuration.of(key).enable === false) return undefined
  const buffers = session.places.buffers(key, session.documents.all())
  const buffer = buffers.byPath.get(path)
  if (buffer === undefined) return undefined
  const controller = new AbortController()
  token?.onCancellationRequested(() => controller.abort())
  return { session, buffers, buffer, signal: controller.signal }
}

/** What is found in a document as it is. */
export async function findingsOf(run: DocumentRun): Promise<readonly Finding[]> {
  const { buffer } = run
  const { findings } = await reportOf(run)
  return findings.filter(({ location }) => location.file === buffer.path)
}

/**
 * The check of a run's texts; made again when settings or files around them changed meanwhile. Throws `FINDING_GONE` when a
 * text did: a check of what is history must not take the place of a newer one.
 */
export async function reportOf({ session, buffers }: DocumentRun): Promise<Report> {
  for (;;) {
    if (!isCurrent(session, buffers))
      throw new RegraftError('FINDING_GONE', 'the document changed meanwhile', { hint: 'Try again.' })
    const check = session.checks.of(buffers)
    try {
      return await check.report
    } catch (error) {
      if (!check.outrun()) throw error
    }
  }
}

export async function engineOf({
  session,
  buffers,
}: Pick<DocumentRun, 'session' | 'buffers'>): Promise<Engine> {
  return session.engine(session.configuration.of(buffers.key))
}

/** Heals nothing, but tells what would be done about findings of the document. */
export async function dryHeal(run: DocumentRun, options: HealOptions): Promise<Report> {
  const { session, buffers, buffer, signal } = run
  const engine = await engineOf(run)
  const config = await session.folderConfigs.of(buffers.root)
  return engine.heal(workspaceOf(buffers, config), {
    ...runOptions(session.configuration.of(buffers.key), config, buffers),
    files: (path) => path === buffer.path && config.takes(path),
    dryRun: true,
    signal,
    ...options,
  })
}

export interface Proposed {
  readonly proposals: ReadonlyMap<string, Proposal>
  /** With every fix declined: tells why one could not be proposed. */
  readonly report: Report
}

/** The proven fixes of findings, each alone on the text as it is: all are declined, so that one run serves them all. */
export async function propose(
  run: DocumentRun,
  findings: readonly Finding[],
  inputs: HealOptions['inputs'] = {},
): Promise<Proposed> {
  const proposals = new Map<string, Proposal>()
  const report = await dryHeal(run, {
    findings: findings.map(({ id }) => id),
    unsafe: true,
    inputs,
    confirm: (proposal) => {
      proposals.set(proposal.finding.id, proposal)
      return false
    },
  })
  return { proposals, report }
}
