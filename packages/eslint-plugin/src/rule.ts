import type { Rule } from 'eslint'
import { ask } from './ask.ts'
import { type Commented, disabledSpans } from './disabled.ts'
import { optionsSchema, settingsOf } from './options.ts'
import type { RuleOptions, Told } from './protocol.ts'
import { version } from './version.ts'

const home = 'https://www.npmjs.com/package/@regraft/eslint-plugin/v'

/** The one rule of a framework: everything that the policies find in a file of it. */
export function ruleFor(framework: string, description: string): Rule.RuleModule {
  return {
    meta: {
      type: 'problem',
      docs: { description, url: `${home}/${version}#regraft${framework}`, recommended: true },
      fixable: 'code',
      hasSuggestions: true,
      schema: optionsSchema,
      messages: {
        finding: '{{rule}}: {{message}}',
        noted: '{{rule}}: {{message}} ({{note}})',
        apply: '{{title}} (unsafe: {{because}})',
      },
    },
    create: (context) => {
      const look = (): void => tellAll(context, framework)
      // What the root is called in the languages that ESLint knows.
      return { Program: look, Document: look }
    },
  }
}

function tellAll(context: Rule.RuleContext, framework: string): void {
  const { sourceCode, cwd, filename, id, settings } = context
  const { bundles, timeoutMs } = settingsOf(settings)
  // Languages other than JavaScript have a source code of their own.
  const source = sourceCode as Commented & typeof sourceCode
  const options: RuleOptions = context.options[0] ?? {} // by the schema
  const disabled = disabledSpans(source, id)
  const { text } = source
  for (const told of ask({ framework, cwd, file: filename, text, disabled, options, bundles }, timeoutMs))
    context.report(reported(told, source))
}

/** A message with its place in the lines and columns of the language. */
function reported(told: Told, source: Rule.RuleContext['sourceCode']): Rule.ReportDescriptor {
  const { rule, message, note, start, end, fix, suggestion } = told
  return {
    loc: { start: source.getLocFromIndex(start), end: source.getLocFromIndex(end) },
    messageId: note === undefined ? 'finding' : 'noted',
    data: { rule, message, ...(note === undefined ? {} : { note }) },
    ...(fix === undefined ? {} : { fix: (fixer) => fixer.replaceTextRange([fix.start, fix.end], fix.text) }),
    ...(suggestion === undefined
      ? {}
      : {
          suggest: [
            {
              messageId: 'apply',
              data: { title: suggestion.title, because: suggestion.because },
              fix: (fixer) =>
                fixer.replaceTextRange([suggestion.edit.start, suggestion.edit.end], suggestion.edit.text),
            },
          ],
        }),
  }
}
