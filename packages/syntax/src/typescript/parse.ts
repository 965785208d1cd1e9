import type { Range, SyntaxDiagnostic } from '@regraft/model'
import { ts } from 'ts-morph'
import type { ParseOptions, Syntax } from '../document.ts'
import { ParsedTypescript, type TypescriptDocument, UnparsedTypescript } from './document.ts'
import { maxDepth, tooDeep } from './guard.ts'

/** Longer texts are not parsed: a tree takes some fifty times the memory of its text. UTF-16 code units. */
export const maxLength: number = 4 * 1024 * 1024

/**
 * TypeScript files, read with the parser of TypeScript that ts-morph brings and written by text offsets. One file at a
 * time, without types. Parsing never throws; what is too long or too deep is a diagnostic.
 */
export const typescriptSyntax: Syntax<TypescriptDocument> = {
  format: 'typescript',
  parse(text: string, options?: ParseOptions): TypescriptDocument {
    const { previous } = options ?? {}
    if (previous instanceof ParsedTypescript && previous.text === text) return previous
    const problem = refused(text)
    if (problem !== undefined) return new UnparsedTypescript(text, problem)
    try {
      const file = ts.createSourceFile('file.ts', text, languageOptions, true)
      return new ParsedTypescript(file, diagnosticsOf(file))
    } catch (error) {
      // The parser recurses also where there are no brackets: `!!!!…`, `a => a => …`, `if … else if …`.
      if (!(error instanceof RangeError)) throw error
      return new UnparsedTypescript(text, deep({ start: 0, end: 0 }))
    }
  },
}

const languageOptions: ts.CreateSourceFileOptions = {
  languageVersion: ts.ScriptTarget.Latest,
  jsDocParsingMode: ts.JSDocParsingMode.ParseNone,
}

function refused(text: string): SyntaxDiagnostic | undefined {
  if (text.length > maxLength)
    return {
      code: 'TYPESCRIPT_TOO_LARGE',
      severity: 'error',
      message: `longer than ${maxLength} characters`,
      range: { start: maxLength, end: text.length },
    }
  const nul = text.indexOf('\0')
  if (nul >= 0)
    return {
      code: 'TYPESCRIPT_NUL_CHARACTER',
      severity: 'error',
      message: 'a NUL character: not a text file',
      range: { start: nul, end: nul + 1 },
    }
  const at = tooDeep(text)
  return at === undefined ? undefined : deep(at)
}

function deep(range: Range): SyntaxDiagnostic {
  return {
    code: 'TYPESCRIPT_TOO_DEEP',
    severity: 'error',
    message: `nested deeper than ${maxDepth} levels`,
    range,
  }
}

/** Syntax errors only: those that `Program.getSyntacticDiagnostics` returns for the file, without a program. */
function diagnosticsOf(file: ts.SourceFile): readonly SyntaxDiagnostic[] {
  // The parser leaves them on the file; TypeScript's declarations do not show the field.
  const { parseDiagnostics } = file as ts.SourceFile & {
    readonly parseDiagnostics: readonly ts.DiagnosticWithLocation[]
  }
  return parseDiagnostics.map((item) => ({
    code: 'TYPESCRIPT_SYNTAX',
    severity: 'error',
    message: ts.flattenDiagnosticMessageText(item.messageText, '\n'),
    range: { start: item.start, end: Math.min(item.start + item.length, file.text.length) },
  }))
}
