import { TextSourceCodeBase, VisitNodeStep } from '@eslint/plugin-kit'
import type { ESLint } from 'eslint'

/** The only node there is: the whole text. */
interface Root {
  readonly type: 'Program'
  readonly range: [number, number]
  readonly loc: {
    readonly start: { readonly line: number; readonly column: number }
    readonly end: { readonly line: number; readonly column: number }
  }
}

class PlainText extends TextSourceCodeBase {
  override traverse(): Iterable<VisitNodeStep> {
    const target = this.ast
    return [1, 2].map((phase) => new VisitNodeStep({ target, phase: phase === 1 ? 1 : 2, args: [target] }))
  }
}

/** Text of any kind as ESLint sees it without a parser: one node. The engine reads the text itself. */
export const textLanguage: NonNullable<ESLint.Plugin['languages']>[string] = {
  fileType: 'text',
  lineStart: 1,
  columnStart: 0,
  nodeTypeKey: 'type',
  validateLanguageOptions: () => undefined,
  parse: ({ body }) => {
    const text = String(body)
    const lines = text.split(/\r\n|\r|\n/)
    const ast: Root = {
      type: 'Program',
      range: [0, text.length],
      loc: { start: { line: 1, column: 0 }, end: { line: lines.length, column: lines.at(-1)?.length ?? 0 } },
    }
    return { ok: true, ast }
  },
  createSourceCode: ({ body }, parsed) => {
    const ast = parsed.ast as Root // what `parse` made
    return new PlainText({ text: String(body), ast, lineEndingPattern: /\r\n|\r|\n/ })
  },
}
