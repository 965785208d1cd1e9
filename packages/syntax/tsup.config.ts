import { library } from '../../tsup.base.ts'

export default library(
  ['src/index.ts', 'src/hcl.ts', 'src/json.ts', 'src/yaml.ts', 'src/typescript.ts', 'src/dockerfile.ts'],
  {
    noExternal: ['yaml', 'jsonc-parser'],
  },
)
