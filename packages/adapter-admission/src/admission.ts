import type { Engine, HealOptions, RunOptions } from '@regraft/engine'
import { memoryWorkspace } from '@regraft/engine'
import type { Finding, JsonObject, Report, Severity } from '@regraft/model'
import { patchOf } from './patch.ts'
import { Refusal } from './refusal.ts'
import { judged, passed, patched, responseBody, type Verdict } from './response.ts'
import { type Review, readReview } from './review.ts'
import { isOwned, subjectOf } from './scope.ts'

export type Endpoint = 'validate' | 'mutate'

/** What an admission decides by. */
export interface AdmissionOptions {
  readonly engine: Engine
  /** Open findings of this severity or above deny; the others warn. Default `high`. */
  readonly deny?: Severity | 'never'
  /** Mutating also applies unsafe fixes. */
  readonly unsafe?: boolean
  /** Objects in these namespaces pass unseen. Default: `kube-system`. */
  readonly excludeNamespaces?: readonly string[]
  /** Rules, settings, ignores and the baseline of every run. */
  readonly run?: Omit<RunOptions, 'files' | 'frameworks' | 'onProgress' | 'signal' | 'variables'>
}

/** One answered review. */
export interface Answer {
  /** The AdmissionReview to send back, as JSON. */
  readonly body: string
  readonly uid: string
  readonly operation: Review['operation']
  readonly outcome: 'passed' | 'allowed' | 'denied' | 'patched'
  /** What was found, or on the mutating path what was healed. */
  readonly findings: readonly Pick<Finding, 'rule' | 'severity'>[]
}

/** Answers reviews. Holds nothing between two of them. */
export interface Admission {
  /**
   * Answers an AdmissionReview v1, given as JSON text. Rejects with `Refusal` (`status` is what to answer) when there can be
   * no verdict: 400 for what is no such review, 500 when a policy failed.
   */
  review(endpoint: Endpoint, body: string): Promise<Answer>
}

/** Makes an admission on an engine, in this thread. */
export function createAdmission(options: AdmissionOptions): Admission {
  const excluded = new Set(options.excludeNamespaces ?? ['kube-system'])
  return {
    review: async (endpoint, body) => {
      try {
        const review = readReview(body)
        const subject = subjectOf(review, excluded)
        if (subject === undefined) return answer(review, passed, 'passed', [])
        return await (endpoint === 'validate' ? validate : mutate)(options, review, subject)
      } catch (cause) {
        // What ends the stack: thousands of objects inside one another.
        if (cause instanceof RangeError)
          throw new Refusal(400, 'The object nests too deep to be judged.', { cause })
        throw cause
      }
    },
  }
}

async function validate(options: AdmissionOptions, review: Review, object: JsonObject): Promise<Answer> {
  const report = await options.engine.check(workspaceOf(object), runOf(options))
  const findings = report.findings.filter(({ status }) => status !== 'ignored')
  // Nobody reads what a controller is told.
  const verdict = judged(findings, options.deny ?? 'high', { quiet: isOwned(object) })
  // A denial stands, whatever the rule that failed would have said.
  if (verdict.allowed) complete(report)
  return answer(review, verdict, verdict.allowed ? 'allowed' : 'denied', findings)
}

async function mutate(options: AdmissionOptions, review: Review, object: JsonObject): Promise<Answer> {
  // Of a subresource only one part may change, and a template is where the fix of an owned object belongs.
  if (review.subresource !== undefined || isOwned(object)) return answer(review, passed, 'passed', [])
  const only = await broughtIn(options, review, object)
  if (only?.length === 0) return answer(review, passed, 'allowed', [])
  const workspace = workspaceOf(object)
  const report = await options.engine.heal(workspace, {
    ...runOf(options),
    unsafe: options.unsafe ?? false,
    ...(only === undefined ? {} : { findings: only }),
  })
  complete(report)
  const healed = report.findings.filter(({ status }) => status === 'healed')
  const ops = patchOf(object, JSON.parse(workspace.texts.get(file) ?? '') as JsonObject)
  return answer(review, patched(ops, healed), ops.length === 0 ? 'allowed' : 'patched', healed)
}

/**
 * Of an update, the findings that the old object does not have. What was there before is left alone: it may stand in a field
 * that nobody can change any more, and a change of a label must not start new Pods.
 */
async function broughtIn(
  options: AdmissionOptions,
  { operation, oldObject }: Review,
  object: JsonObject,
): Promise<HealOptions['findings']> {
  if (operation !== 'UPDATE' || oldObject === undefined) return undefined
  const now = await options.engine.check(workspaceOf(object), runOf(options))
  const before = await options.engine.check(workspaceOf(oldObject), runOf(options))
  complete(now)
  complete(before)
  const known = new Set(before.findings.map(({ id }) => id))
  return now.findings.filter(({ id, fix }) => fix !== undefined && !known.has(id)).map(({ id }) => id)
}

const file = 'object.json'

/** The object as the one file of a workspace. What says that it is a manifest comes first, on one line, without comments. */
function workspaceOf({ apiVersion, kind, ...rest }: JsonObject): ReturnType<typeof memoryWorkspace> {
  return memoryWorkspace({ [file]: `${JSON.stringify({ apiVersion, kind, ...rest })}\n` })
}

function runOf({ run = {} }: AdmissionOptions): RunOptions {
  return { ...run, frameworks: ['kubernetes'] }
}

/** An object that was not seen, or not judged by every rule, has no verdict. */
function complete({ diagnostics, files }: Report): void {
  const failed = diagnostics.find(({ severity }) => severity === 'error')
  if (!failed && files.length === 0) throw new Refusal(500, 'The object was not taken for a manifest.')
  if (failed) throw new Refusal(500, `The object could not be judged: ${failed.message} (${failed.code})`)
}

function answer(
  { uid, operation }: Review,
  verdict: Verdict,
  outcome: Answer['outcome'],
  findings: readonly Finding[],
): Answer {
  const facts = findings.map(({ rule, severity }) => ({ rule, severity }))
  return { body: responseBody(uid, verdict), uid, operation, outcome, findings: facts }
}
