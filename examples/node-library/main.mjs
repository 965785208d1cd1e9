// Checks and heals a folder from a program of one's own. The folder is a copy, so that the example can be run again.
import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { createEngine } from '@regraft/engine'
import { diskWorkspace } from '@regraft/engine/node'
import { builtin } from '@regraft/policies'

const here = dirname(fileURLToPath(import.meta.url))
const folder = mkdtempSync(join(tmpdir(), 'regraft-example-'))
cpSync(join(here, 'infra'), folder, { recursive: true })

try {
  // Policies are loaded once; the engine serves any number of runs.
  const engine = await createEngine({ policies: [builtin] })
  const workspace = diskWorkspace(folder)

  const before = await engine.check(workspace)
  for (const { rule, severity, message, location } of before.findings)
    console.log(`${location.file}:${location.start.line}  ${severity}  ${rule}: ${message}`)

  let run
  const report = await engine.heal(workspace, {
    onWritten: (outcome) => {
      run = outcome.run
    },
  })
  for (const { rule, fix } of report.findings) console.log(`${rule}: ${fix?.result}`)
  for (const { file, text, rules } of report.edits)
    console.log(`${file}: ${JSON.stringify(text)} for ${rules.join(', ')}`)

  for (const file of ['storage.tf', 'variables.tf'])
    console.log(`\n${file}:\n${readFileSync(join(folder, file), 'utf8')}`)

  const undone = await workspace.undo(run)
  console.log(`restored ${undone.restored.join(', ')}`)
  await engine.close()
} finally {
  rmSync(folder, { recursive: true, force: true })
}
