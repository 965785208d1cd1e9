import process from 'node:process'
import { createConnection, ProposedFeatures } from 'vscode-languageserver/node'
import { attachLanguageServer } from './attach.ts'
import { told } from './failure.ts'

// Standard input and output unless the editor asks for another transport, as the protocol's own library spells it.
const elsewhere = process.argv.slice(2).some((argument) => /^--(?:node-ipc|socket|pipe)\b/.test(argument))
const connection = elsewhere
  ? createConnection(ProposedFeatures.all)
  : createConnection(ProposedFeatures.all, process.stdin, process.stdout)

process.on('unhandledRejection', (error) => connection.console.error(told(error)))
attachLanguageServer(connection)
connection.listen()
