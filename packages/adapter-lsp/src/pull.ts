import type {
  CancellationToken,
  DocumentDiagnosticReport,
  FullDocumentDiagnosticReport,
} from 'vscode-languageserver'
import { DocumentDiagnosticReportKind, LSPErrorCodes, ResponseError } from 'vscode-languageserver'
import { told } from './failure.ts'
import { openDiagnostics } from './publish.ts'
import { documentRun } from './run.ts'
import type { Session } from './session.ts'
import { isCurrent } from './session.ts'

type Answer = DocumentDiagnosticReport | ResponseError<{ readonly retriggerRequest: boolean }>

/** Answers `textDocument/diagnostic`: with what holds of the texts as they are, or not at all. */
export async function pullDiagnostics(
  session: Session,
  uri: string,
  token: CancellationToken,
): Promise<Answer> {
  const run = documentRun(session, uri, token)
  if (run === undefined) return full([])
  const { buffers, buffer } = run
  const { outrun } = session.checks.of(buffers)
  try {
    const found = await openDiagnostics(session, buffers)
    if (token.isCancellationRequested) return cancelled()
    if (outrun() || !isCurrent(session, buffers)) return again()
    const others = [...buffers.byPath.values()].filter((other) => other !== buffer)
    return {
      ...full(found.get(buffer.path) ?? []),
      ...(session.client.relatedDocuments && others.length > 0
        ? {
            relatedDocuments: Object.fromEntries(
              others.map((other) => [other.uri, full(found.get(other.path) ?? [])]),
            ),
          }
        : {}),
    }
  } catch (error) {
    if (token.isCancellationRequested) return cancelled()
    if (outrun()) return again()
    session.connection.console.error(told(error))
    return new ResponseError(LSPErrorCodes.RequestFailed, told(error))
  }
}

function full(items: readonly FullDocumentDiagnosticReport['items'][number][]): FullDocumentDiagnosticReport {
  return { kind: DocumentDiagnosticReportKind.Full, items: [...items] }
}

function cancelled(): ResponseError<{ readonly retriggerRequest: boolean }> {
  return new ResponseError(LSPErrorCodes.RequestCancelled, 'cancelled')
}

/** The client asks anew for the text that it has now. */
function again(): ResponseError<{ readonly retriggerRequest: boolean }> {
  return new ResponseError(LSPErrorCodes.ServerCancelled, 'the document changed meanwhile', {
    retriggerRequest: true,
  })
}
