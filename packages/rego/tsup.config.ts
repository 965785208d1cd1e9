import { library } from '../../tsup.base.ts'

// The shim is ESM only: carried along, it loads from CommonJS without a warning.
export default library(['src/index.ts', 'src/node.ts'], { noExternal: ['@bjorn3/browser_wasi_shim'] })
