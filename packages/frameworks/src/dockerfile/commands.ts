import type { Json } from '@regraft/model'
import type { Instruction, PlacedInstruction } from '@regraft/syntax/dockerfile'

/** A command, and the number of its instruction. */
export interface Command {
  readonly value: Json
  readonly instruction: number
}

/** The commands of a Dockerfile as Conftest hands them to a policy: parser/docker/docker.go, comments among them. */
export function commandsOf(instructions: readonly PlacedInstruction[]): readonly Command[] {
  let stages = 0
  return instructions.flatMap((instruction, at) => {
    if (isFrom(instruction)) stages++
    const stage = Math.max(0, stages - 1)
    const comments = instruction.comments.map((comment) => ({
      Cmd: 'comment',
      SubCmd: '',
      JSON: false,
      Flags: null,
      Value: [comment],
      Stage: stage,
    }))
    const command = { ...argumentsOf(instruction), Stage: stage }
    return [...comments, command].map((value) => ({ value, instruction: at }))
  })
}

export function isFrom({ name }: Instruction): boolean {
  return name.toLowerCase() === 'from'
}

/** What both Conftest and Trivy say of an instruction. */
export function argumentsOf(instruction: Instruction): {
  readonly Cmd: string
  readonly SubCmd: string
  readonly JSON: boolean
  readonly Flags: Json
  readonly Value: Json
} {
  const { name, flags, inner } = instruction
  const { values, json } = inner ?? instruction
  return {
    Cmd: name.toLowerCase(),
    SubCmd: inner?.name ?? '',
    JSON: json,
    Flags: flags ?? null,
    Value: values.length === 0 ? null : values,
  }
}
