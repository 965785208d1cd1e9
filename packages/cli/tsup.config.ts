import { cpSync } from 'node:fs'
import { library } from '../../tsup.base.ts'

export default library(['src/index.ts', 'src/bin.ts'], {
  // The schemas of the report and of regraft.yaml are published with the command, where editors look for them.
  onSuccess: async () => cpSync('../model/schemas', 'dist/schemas', { recursive: true }),
})
