import type { Json, JsonObject } from '@regraft/model'
import { type Heredoc, heredocOf, type PlacedInstruction } from '@regraft/syntax/dockerfile'
import { argumentsOf, isFrom } from './commands.ts'

export interface Stages {
  readonly value: readonly JsonObject[]
  /** Numbers of the instructions of each stage. */
  readonly instructions: readonly (readonly number[])[]
}

/**
 * The stages of a Dockerfile as Trivy hands them to a check: pkg/iac/scanners/dockerfile/parser. What stands before the
 * first `FROM` is a stage of its own, with its number.
 */
export function stagesOf(path: string, all: readonly PlacedInstruction[]): Stages {
  const stages: { name: string; commands: Json[]; instructions: number[] }[] = []
  let started = false
  let number = 0
  for (const [at, instruction] of all.entries()) {
    if (isFrom(instruction)) {
      if (started) number++
      started = true
      stages.push({
        name: instruction.original.replace(/^FROM /, '').trim(),
        commands: [],
        instructions: [],
      })
    } else if (stages.length === 0) stages.push({ name: '', commands: [], instructions: [] })
    stages.at(-1)?.commands.push(commandOf(path, instruction, number))
    stages.at(-1)?.instructions.push(at)
  }
  return {
    value: stages.map(({ name, commands }) => ({ Name: name, Commands: commands })),
    instructions: stages.map(({ instructions }) => instructions),
  }
}

function commandOf(path: string, instruction: PlacedInstruction, stage: number): JsonObject {
  const { original, heredocs, startLine, endLine } = instruction
  const written = (instruction.inner ?? instruction).values
  const [first] = written
  const command = { ...argumentsOf(instruction), Stage: stage, Path: path }
  const place = { StartLine: startLine, EndLine: endLine }
  if (heredocs.length === 0 || first === undefined) return { ...command, Original: original, ...place }
  const texts = heredocs.map(({ name, content }) => content + name)
  return {
    ...command,
    Original: `${original}\n${texts.join('\n')}`,
    Value: [script(first, heredocs)],
    ...place,
  }
}

/** What a shell is given: the lines of a heredoc that is nothing but a script, or the command with its heredocs. */
function script(command: string, heredocs: readonly Heredoc[]): string {
  const [only] = heredocs
  if (only === undefined || heredocOf(command) === undefined || only.content.startsWith('#!'))
    return [command, ...heredocs.map(({ name, content }) => content + name)].join('\n')
  const content = only.chomp ? only.content.replace(/^\t+/gm, '') : only.content
  return content.replaceAll('\r\n', '\n').replace(/\n$/, '').split('\n').join(' ; ')
}
