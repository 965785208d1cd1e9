import type { Refusal, Result, TextEdit } from '@regraft/model'
import { err, ok } from '@regraft/model'
import type { DocumentOp } from '../../document.ts'
import { Draft } from './draft.ts'
import { editEmbedded, jsonTargetAt } from './embedded.ts'
import { insertAfter } from './insert.ts'
import { defectOf, keepsOperands } from './proof.ts'
import { put } from './put.ts'
import { refusal } from './refusals.ts'
import { remove } from './remove-at.ts'
import { rename } from './rename.ts'
import type { Source } from './source.ts'
import { tidyComments } from './trailing-comments.ts'

/** The edits of a text that an operation asks for. */
export function editsFor(source: Source, op: DocumentOp): Result<readonly TextEdit[], Refusal> {
  const error = source.diagnostics.find(({ severity }) => severity === 'error')
  if (error !== undefined) {
    return err(refusal('HCL_SYNTAX_ERRORS', `the text has syntax errors: ${error.message}`, error.range))
  }
  const draft = new Draft(source)
  const problem = perform(draft, op)
  if (problem !== undefined) return err(problem)
  tidyComments(draft, source, op.op === 'remove' || op.op === 'rename')
  const edits = draft.edits()
  const defect = draft.isParsed ? draft.source.diagnostics[0] : defectOf(source, edits)
  if (defect !== undefined)
    return err(refusal('HCL_EDIT_FAILED', `the edited text would not parse: ${defect.message}`))
  if (edits.length > 0 && !keepsOperands(source, draft, 'path' in op ? op.path : op.after))
    return err(refusal('HCL_EDIT_FAILED', 'the edited expression would be read in another way'))
  return ok(edits)
}

function perform(draft: Draft, op: DocumentOp): Refusal | undefined {
  const target = jsonTargetAt(draft, op.op === 'insert' ? op.after : op.path)
  if (target !== undefined) return 'code' in target ? target : editEmbedded(draft, op, target)
  switch (op.op) {
    case 'put':
      return put(draft, op.path, op.content)
    case 'remove':
      return remove(draft, op.path)
    case 'rename':
      return rename(draft, op.path, op.to)
    case 'insert':
      return insertAfter(draft, op.after, op.content)
  }
}
