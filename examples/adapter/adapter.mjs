// regraft for Markdown: checks and heals the code that pages show.
import { createEngine, memoryWorkspace } from '@regraft/engine'
import { applyEdits, Lines } from '@regraft/model'
import { builtin } from '@regraft/policies'

const endings = { hcl: '.tf', terraform: '.tf', yaml: '.yaml', json: '.json', ts: '.ts', typescript: '.ts' }

/** What the engine gets: each block a file in a folder of its own, so that no block is part of another. */
function blocksOf(page) {
  return [...page.matchAll(/^```(\w+)[^\n]*\n(.*?)^```/gms)]
    .filter(([, language]) => Object.hasOwn(endings, language))
    .map(({ index, 0: whole, 1: language, 2: text }) => {
      const start = index + whole.indexOf('\n') + 1
      return { path: `${start}/main${endings[language]}`, start, text }
    })
}

export async function createMarkdownAdapter({ policies = [builtin], ...options } = {}) {
  // Policies are loaded once, for any number of pages.
  const engine = await createEngine({ policies })

  async function run(page, settings) {
    const blocks = new Map(blocksOf(page).map((block) => [block.path, block]))
    const workspace = memoryWorkspace(Object.fromEntries([...blocks].map(([path, { text }]) => [path, text])))
    // `heal` in a dry run says all that `check` says, and which fixes are proven.
    const report = await engine.heal(workspace, { ...options, ...settings, dryRun: true })
    const lines = new Lines(page)
    // The engine's places are in its files; the host's are in the page.
    const messages = report.findings
      .filter(({ status }) => status !== 'ignored')
      .map(({ rule, message, severity, fix, location: { file, start } }) => {
        const { line, column } = lines.position(blocks.get(file).start + start.offset)
        return { line, column, rule, message, severity, fix: fix?.result, reason: fix?.reason }
      })
      .sort((a, b) => a.line - b.line || a.column - b.column)
    const edits = report.edits.map(({ file, start, end, text }) => {
      const base = blocks.get(file).start
      return { start: base + start, end: base + end, text }
    })
    return { messages, text: applyEdits(page, edits) }
  }

  return {
    check: async (page) => (await run(page)).messages,
    heal: async (page, settings) => (await run(page, settings)).text,
    close: () => engine.close(),
  }
}
