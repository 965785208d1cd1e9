import type { Path, Range, Refusal, Result, SyntaxDiagnostic, TextEdit } from '@regraft/model'
import { err } from '@regraft/model'
import type { Comment, Document, RangePart, Syntax } from '../document.ts'
import type { PlacedInstruction } from './instruction.ts'
import { parseDockerfile } from './parse.ts'

/** A Dockerfile: read only. */
export class DockerfileDocument implements Document {
  readonly format = 'dockerfile' as const
  readonly text: string
  readonly instructions: readonly PlacedInstruction[]
  readonly comments: readonly Comment[]
  readonly diagnostics: readonly SyntaxDiagnostic[]

  constructor(text: string) {
    const { instructions, comments, diagnostics } = parseDockerfile(text)
    this.text = text
    this.instructions = instructions
    this.comments = comments
    this.diagnostics = diagnostics
  }

  range(path: Path, part: RangePart = 'value'): Range | undefined {
    const [at, ...inner] = path
    if (at === undefined) return part === 'key' ? undefined : { start: 0, end: this.text.length }
    const instruction = typeof at === 'number' && inner.length === 0 ? this.instructions[at] : undefined
    if (instruction === undefined) return undefined
    const { start, end, nameEnd } = instruction
    return part === 'key' ? { start, end: nameEnd } : { start, end }
  }

  edits(): Result<readonly TextEdit[], Refusal> {
    return err({ code: 'READ_ONLY', reason: 'Dockerfiles are only read' })
  }
}

/** Dockerfiles, as BuildKit reads them. */
export const dockerfileSyntax: Syntax<DockerfileDocument> = {
  format: 'dockerfile',
  parse: (text, { previous } = {}) =>
    previous instanceof DockerfileDocument && previous.text === text
      ? previous
      : new DockerfileDocument(text),
}
