export { DockerfileDocument, dockerfileSyntax } from './dockerfile/document.ts'
export { heredocOf } from './dockerfile/heredoc.ts'
export type { Heredoc, Instruction, PlacedInstruction } from './dockerfile/instruction.ts'
