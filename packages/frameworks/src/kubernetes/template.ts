import type { Range, Refusal, Result, SyntaxDiagnostic, TextEdit } from '@regraft/model'
import { err } from '@regraft/model'
import type { Comment, Document, YamlDocument } from '@regraft/syntax'

/** A file that a template engine turns into manifests: nothing is read from it and nothing is written to it. */
class TemplateDocument implements Document {
  readonly format = 'yaml'
  readonly text: string
  readonly diagnostics: readonly SyntaxDiagnostic[]
  readonly comments: readonly Comment[] = []

  constructor(text: string, at: number) {
    this.text = text
    const message =
      'a template (Helm or another text template) makes this file: its values cannot be read from it'
    const range = { start: at, end: Math.min(at + 2, text.length) }
    this.diagnostics = [{ code: 'KUBERNETES_TEMPLATE', severity: 'info', message, range }]
  }

  range(): Range | undefined {
    return undefined
  }

  edits(): Result<readonly TextEdit[], Refusal> {
    return err({ code: 'OPAQUE', reason: 'a template makes this file' })
  }
}

/** Directives of a template on lines of their own: `{{- if … }}`, `{{ end }}`, comments. */
const directive =
  /^[ \t]*\{\{-?\s*(?:\/\*|(?:if|else|end|range|with|define|include|template|block|toYaml)\b|\$)/m

/**
 * The document, or the mark of a template in its place. A `{{` where YAML expects a value is never meant as a mapping; a
 * text that does not parse and has lines of directives is a template as well. `{{` inside strings is a string.
 */
export function unlessTemplate(document: YamlDocument): Document {
  const mark = document.parts.find((part) => part.template !== undefined)?.template
  if (mark !== undefined) return new TemplateDocument(document.text, mark)
  if (!document.text.includes('{{') || !document.diagnostics.some(({ severity }) => severity === 'error'))
    return document
  const found = directive.exec(document.text)
  return found === null
    ? document
    : new TemplateDocument(document.text, document.text.indexOf('{{', found.index))
}
