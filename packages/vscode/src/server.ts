import process from 'node:process'
import { attachLanguageServer } from '@regraft/adapter-lsp'
import { createConnection, ProposedFeatures } from 'vscode-languageserver/node'

// The transport is what the arguments say; the extension asks for Node's channel between processes.
const connection = createConnection(ProposedFeatures.all)

process.on('unhandledRejection', (error) =>
  connection.console.error(error instanceof Error ? error.message : String(error)),
)
attachLanguageServer(connection)
connection.listen()
