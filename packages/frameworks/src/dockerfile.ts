export { commandsOf } from './dockerfile/commands.ts'
export { dockerfileFramework } from './dockerfile/dockerfile.ts'
