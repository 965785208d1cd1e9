import type { Expression, HclDocument, TemplateFor, TemplatePart } from '@regraft/syntax/hcl'

/** An expression as the text of an interpolation: `${var.name}`. */
export function wrapped(document: HclDocument, expression: Expression): string {
  return `\${${document.source(expression)}}`
}

/** A template as the text it was written as, constants resolved. */
export function partsText(document: HclDocument, parts: readonly TemplatePart[]): string {
  return parts.map((part) => partText(document, part)).join('')
}

function partText(document: HclDocument, part: TemplatePart): string {
  switch (part.kind) {
    case 'text':
      return escaped(part.value)
    case 'interpolation':
      return expressionText(document, part.expression)
    case 'if':
      return conditionText(
        document,
        part.condition,
        partsText(document, part.consequent),
        partsText(document, part.alternate),
      )
    case 'for':
      return forText(document, part)
  }
}

/** What would begin an interpolation is doubled, so that it cannot be taken for one. */
function escaped(text: string): string {
  return text.replaceAll('${', () => '$${').replaceAll('%{', () => '%%{')
}

/** An expression inside a text: texts and conditions dissolve into it. */
export function expressionText(document: HclDocument, expression: Expression): string {
  switch (expression.kind) {
    case 'literal':
      return String(expression.value)
    case 'template':
    case 'heredoc':
      return partsText(document, expression.parts)
    case 'conditional': {
      const { condition, consequent, alternate } = expression
      const [yes, no] = [expressionText(document, consequent), expressionText(document, alternate)]
      return conditionText(document, condition, yes, no)
    }
    default:
      return wrapped(document, expression)
  }
}

function conditionText(document: HclDocument, condition: Expression, yes: string, no: string): string {
  const otherwise = no === '' ? '' : `%{else}${no}`
  return `%{if ${document.source(condition)}}${yes}${otherwise}%{endif}`
}

function forText(document: HclDocument, part: TemplateFor): string {
  const names = part.keyName === undefined ? part.valueName : `${part.keyName}, ${part.valueName}`
  return `%{for ${names} in ${document.source(part.collection)}}${partsText(document, part.parts)}%{endfor}`
}
