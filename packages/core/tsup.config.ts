import { library } from '../../tsup.base.ts'

export default library(['src/index.ts'], { noExternal: ['@open-policy-agent/opa-wasm', 'yaml'] })
