import { library } from '../../tsup.base.ts'

export default library(['src/index.ts', 'src/node.ts', 'src/evaluator-worker.ts'], {
  noExternal: [/^@noble\/hashes/, 'ignore'],
})
