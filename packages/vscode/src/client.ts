import { inputMethod } from '@regraft/adapter-lsp/protocol'
import type { ExtensionContext, LogOutputChannel } from 'vscode'
import type { StaticFeature } from 'vscode-languageclient/node'
import { LanguageClient, TransportKind } from 'vscode-languageclient/node'
import { ask } from './input.ts'
import { documentSelector } from './languages.ts'

/** Says that this client asks its user what the server wants to know. */
const input: StaticFeature = {
  fillClientCapabilities: (capabilities) => {
    capabilities.experimental = { ...capabilities.experimental, regraft: { input: true } }
  },
  initialize: () => undefined,
  getState: () => ({ kind: 'static' }),
  clear: () => undefined,
}

/** A client whose server is this extension's own and starts again when it dies, five times in three minutes at most. */
export function newClient(
  { asAbsolutePath }: ExtensionContext,
  outputChannel: LogOutputChannel,
): LanguageClient {
  const client = new LanguageClient(
    'regraft',
    'regraft',
    { module: asAbsolutePath('dist/server.mjs'), transport: TransportKind.ipc },
    {
      documentSelector: [...documentSelector],
      outputChannel,
      diagnosticCollectionName: 'regraft',
      diagnosticPullOptions: { onChange: true, onSave: true },
      connectionOptions: { maxRestartCount: 4 },
    },
  )
  client.registerFeature(input)
  client.onRequest(inputMethod, ask)
  return client
}
