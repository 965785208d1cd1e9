import { library } from '../../tsup.base.ts'

export default library(['src/index.ts', 'src/typescript.ts'], { noExternal: ['yaml', 'jsonc-parser'] })
