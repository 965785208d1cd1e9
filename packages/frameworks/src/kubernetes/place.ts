import type { Json, Path, Refusal, Result } from '@regraft/model'
import { err, ok } from '@regraft/model'
import type { Content, DocumentOp } from '@regraft/syntax'
import type { Consumer, Landing } from '../framework.ts'
import { contentFrom, nested } from './content.ts'

/** One operation on one file. */
export function landing(
  file: string,
  op: DocumentOp,
  also: readonly Consumer[] = [],
): Result<Landing, Refusal> {
  return ok({ ops: [{ file, op }], also })
}

/**
 * Where and what to write for a value whose last `missing` steps are not there yet. `found` is what stands at `there`:
 * null where a key has no value, which then makes place.
 */
export function placeContent(
  there: Path,
  found: Json | undefined,
  missing: Path,
  value: Json,
): Result<{ readonly path: Path; readonly content: Content }, Refusal> {
  const content = contentFrom(value)
  if (!content.ok) return content
  const [step, ...rest] = missing
  if (step === undefined) return ok({ path: there, content: content.value })
  if (found !== null && typeof found !== 'object')
    return err({ code: 'NOT_A_MAP', reason: `${label(there)} holds a value where a map should be` })
  const whole = nested(found === null ? missing : rest, content.value)
  if (whole === undefined) return err({ code: 'LIST_GAP', reason: `${label(there)} has too few items` })
  return ok({ path: found === null ? there : [...there, step], content: whole })
}

function label(path: Path): string {
  return path.length === 0 ? 'the document' : String(path.at(-1))
}
