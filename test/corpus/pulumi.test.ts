import { createEngine, memoryWorkspace } from '@regraft/engine'
import { inverse } from '@regraft/fixer'
import { applyEdits } from '@regraft/model'
import { builtin } from '@regraft/policies'
import ts from 'typescript'
import { expect, test } from 'vitest'
import { corpus, filesOf } from './corpora.ts'

/** What the compiler says of a file alone: no imports are followed, as no package is installed. */
function diagnosticsOf(name: string, text: string): readonly string[] {
  const options: ts.CompilerOptions = {
    noResolve: true,
    noLib: true,
    strict: true,
    target: ts.ScriptTarget.ES2022,
  }
  const source = ts.createSourceFile(name, text, ts.ScriptTarget.ES2022, true)
  const host: ts.CompilerHost = {
    ...ts.createCompilerHost(options),
    getSourceFile: (file) => (file === name ? source : undefined),
    fileExists: (file) => file === name,
    readFile: () => undefined,
  }
  const program = ts.createProgram([name], options, host)
  return [...program.getSyntacticDiagnostics(source), ...program.getSemanticDiagnostics(source)]
    .map(({ code, messageText }) => `${code} ${ts.flattenDiagnosticMessageText(messageText, '\n')}`)
    .sort()
}

const folder = corpus('pulumi-examples')

test.skipIf(folder === undefined).each([false, true])(
  'programs of pulumi-examples compile as before (unsafe fixes: %s)',
  async (unsafe) => {
    const engine = await createEngine({ policies: [builtin] })
    const all = Object.entries(filesOf(folder ?? '', ['.ts']))
    const files = Object.fromEntries(all.filter(([path]) => /^(aws|kubernetes)-ts-/.test(path)))
    const workspace = memoryWorkspace(files)
    const report = await engine.heal(workspace, { unsafe })
    const changed = new Set(report.edits.map(({ file }) => file))
    for (const [path, before] of Object.entries(files)) {
      const after = workspace.texts.get(path) ?? ''
      const edits = report.edits.filter(({ file }) => file === path)
      expect(after === before).toBe(!changed.has(path))
      expect(applyEdits(before, edits)).toBe(after)
      expect(applyEdits(after, inverse(before, edits))).toBe(before)
      if (changed.has(path)) expect(diagnosticsOf(path, after), path).toEqual(diagnosticsOf(path, before))
    }
    expect((await engine.heal(workspace, { unsafe })).edits).toEqual([])
    const { healed, open, undetermined } = report.summary
    console.info(
      `pulumi-examples, unsafe ${unsafe}: ${healed} healed in ${changed.size} files, ${open} open, ${undetermined} undetermined`,
    )
  },
  300_000,
)
