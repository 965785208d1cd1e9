import type { LanguageStatusItem } from 'vscode'
import { LanguageStatusSeverity, languages } from 'vscode'
import type { LanguageClient } from 'vscode-languageclient/node'
import { State } from 'vscode-languageclient/node'
import { documentSelector } from './languages.ts'

/** How the server is, beside the language of the document. */
export function newStatus(client: LanguageClient): LanguageStatusItem {
  const item = languages.createLanguageStatusItem('regraft.status', documentSelector)
  item.name = 'regraft'
  item.command = { title: 'Show output', command: 'regraft.showOutput' }
  const show = (state: State): void => {
    item.busy = state === State.Starting
    item.text = state === State.Stopped ? 'regraft is stopped' : 'regraft'
    item.severity =
      state === State.Stopped ? LanguageStatusSeverity.Error : LanguageStatusSeverity.Information
  }
  show(client.state)
  client.onDidChangeState(({ newState }) => show(newState))
  return item
}
