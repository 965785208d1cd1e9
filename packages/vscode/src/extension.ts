import type { ExtensionContext } from 'vscode'
import { commands, window } from 'vscode'
import type { LanguageClient } from 'vscode-languageclient/node'
import { newClient } from './client.ts'
import { checkWorkspace, fixAll } from './commands.ts'
import { newStatus } from './status.ts'

let client: LanguageClient | undefined

/** Called by VS Code when one of the activation events comes. */
export async function activate(context: ExtensionContext): Promise<void> {
  const output = window.createOutputChannel('regraft', { log: true })
  const running = newClient(context, output)
  client = running
  context.subscriptions.push(
    output,
    newStatus(running),
    commands.registerCommand('regraft.checkWorkspace', () => checkWorkspace(running)),
    commands.registerCommand('regraft.fixAll', () => fixAll(running)),
    commands.registerCommand('regraft.showOutput', () => output.show()),
    commands.registerCommand('regraft.restart', () => running.restart()),
  )
  await running.start()
}

/** Called by VS Code before it ends; the server ends with it. */
export async function deactivate(): Promise<void> {
  await client?.stop()
}
