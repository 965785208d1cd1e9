import type { HealOptions } from '@regraft/engine'
import { ruleMatches } from '@regraft/engine'
import type { Rule } from '@regraft/model'
import { nearest } from '@regraft/model'
import { Ajv2020, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js'
import type { Limits } from '../limits.ts'
import { Refusal } from '../problem.ts'
import { pathProblem } from './paths.ts'
import { requestSchemas } from './schemas.ts'

/** What can be asked. */
export type Kind = 'check' | 'heal'

export interface RunRequest {
  readonly files: { readonly [path: string]: string }
  readonly options?: Omit<HealOptions, 'files' | 'confirm' | 'onWritten' | 'onProgress' | 'signal' | 'dryRun'>
}

const most = 10
const validators = new Map<Kind, ValidateFunction<RunRequest>>()

/** Reads a body whole: everything in it is as the description says, or nothing is done. Throws `Refusal`. */
export function readRequest(
  kind: Kind,
  body: Uint8Array,
  limits: Limits,
  rules: readonly Rule[],
): RunRequest {
  const data = parse(body)
  const valid = validatorOf(kind)
  if (!valid(data)) throw wrong(valid.errors ?? [])
  checkFiles(data.files, limits)
  checkRules(data, rules)
  return data
}

function parse(body: Uint8Array): unknown {
  let text: string
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(body)
  } catch {
    throw new Refusal(400, 'REQUEST_INVALID', 'The body is not UTF-8', {
      hint: 'Send JSON, encoded as UTF-8.',
    })
  }
  try {
    return JSON.parse(text)
  } catch (error) {
    const why = error instanceof Error ? error.message : 'it does not parse'
    throw new Refusal(400, 'REQUEST_INVALID', `The body is not JSON: ${why.slice(0, 200)}`)
  }
}

function validatorOf(kind: Kind): ValidateFunction<RunRequest> {
  const known = validators.get(kind)
  if (known) return known
  const made = new Ajv2020().compile<RunRequest>(requestSchemas[kind])
  validators.set(kind, made)
  return made
}

function wrong(errors: readonly ErrorObject[]): Refusal {
  const told = errors
    .slice(0, most)
    .map((error) => ({ pointer: error.instancePath, detail: detailOf(error) }))
  const [first] = told
  const where = first?.pointer ? `${first.pointer} ` : 'the body '
  return new Refusal(400, 'REQUEST_INVALID', `The body is not what is asked for: ${where}${first?.detail}`, {
    hint: 'GET /openapi.json describes it.',
    errors: told,
  })
}

function detailOf({ message = 'is wrong', params }: ErrorObject): string {
  const name = params['additionalProperty']
  const allowed = params['allowedValues']
  if (typeof name === 'string') return `has no member ${JSON.stringify(name.slice(0, 100))}`
  return Array.isArray(allowed) ? `${message}: ${allowed.join(', ')}` : message
}

function checkFiles(files: RunRequest['files'], limits: Limits): void {
  const entries = Object.entries(files)
  if (entries.length > limits.files)
    throw new Refusal(
      413,
      'FILES_TOO_MANY',
      `${entries.length} files are more than the limit of ${limits.files}`,
      {
        hint: 'Send one folder that is deployed on its own at a time.',
      },
    )
  for (const [path, text] of entries) {
    const shown = JSON.stringify(path.slice(0, 200))
    const pointer = `/files/${path.slice(0, 200).replaceAll('~', '~0').replaceAll('/', '~1')}`
    const problem = pathProblem(path)
    if (problem !== undefined)
      throw new Refusal(400, 'PATH_INVALID', `${shown} cannot be a path here: ${problem}`, {
        hint: 'Paths are relative to the root of what is sent: modules/logs/main.tf.',
        errors: [{ pointer, detail: problem }],
      })
    // It cannot be encoded, so what came back would be another text than the one that was sent.
    if (/\p{Surrogate}/u.test(text))
      throw new Refusal(400, 'REQUEST_INVALID', `The text of ${shown} holds half of a surrogate pair`, {
        errors: [{ pointer, detail: 'holds half of a surrogate pair' }],
      })
    if (Buffer.byteLength(text) > limits.fileBytes)
      throw new Refusal(
        413,
        'FILE_TOO_LARGE',
        `${shown} is larger than the limit of ${limits.fileBytes} bytes`,
      )
  }
}

/** A name that matches no rule is a mistake: it must not pass as clean. */
function checkRules({ options = {} }: RunRequest, rules: readonly Rule[]): void {
  for (const name of [...(options.rules ?? []), ...(options.skipRules ?? [])]) {
    if (rules.some((rule) => ruleMatches(name, rule))) continue
    const near = nearest(
      name,
      rules.map(({ id }) => id),
    )
    throw new Refusal(400, 'RULE_UNKNOWN', `There is no rule ${JSON.stringify(name.slice(0, 200))}`, {
      hint: near === undefined ? 'GET /v1/rules lists them all.' : `Did you mean ${near}?`,
    })
  }
}
