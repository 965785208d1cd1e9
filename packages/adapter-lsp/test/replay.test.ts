import { createEngine, memoryWorkspace } from '@regraft/engine'
import { builtin } from '@regraft/policies'
import { expect, it } from 'vitest'
import type { Diagnostic } from 'vscode-languageserver-protocol/node'
import { built, Editor } from './editor.ts'
import { Folder } from './folder.ts'
import { manifest, Typist, terraform, textOf } from './random-edits.ts'

/** `REGRAFT_EDITS=1000` replays so many and tells how long answers took. */
const edits = Number(process.env['REGRAFT_EDITS'] ?? 12)
const seed = Number(process.env['REGRAFT_SEED'] ?? 1)

const engine = await createEngine({ policies: [builtin] })

/** What a fresh run says of a text: names and places, in order. */
async function fresh(name: string, text: string): Promise<readonly string[]> {
  const { findings, diagnostics } = await engine.check(memoryWorkspace({ [name]: text }))
  const shown = findings.filter(({ status }) => status === 'open' || status === 'undetermined')
  const places = [
    ...diagnostics.map((it) => [it.code, it] as const),
    ...shown.map((it) => [it.rule, it.location] as const),
  ]
  return places
    .map(([code, { start, end = start }]) =>
      [
        code,
        (start?.line ?? 1) - 1,
        (start?.column ?? 1) - 1,
        (end?.line ?? 1) - 1,
        (end?.column ?? 1) - 1,
      ].join(' '),
    )
    .sort()
}

function told(diagnostics: readonly Diagnostic[]): readonly string[] {
  return diagnostics
    .map(({ code, range: { start, end } }) =>
      [code, start.line, start.character, end.line, end.character].join(' '),
    )
    .sort()
}

const percentile = (sorted: readonly number[], part: number): string =>
  (sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? 0).toFixed(0)

it.each([
  ['main.tf', 'terraform', textOf(terraform, 500), new Typist(seed, terraform, /^resource /gm)],
  ['web.yaml', 'yaml', textOf(manifest, 500), new Typist(seed, manifest, /^---$/gm)],
] as const)(
  'tells of %s what a fresh run tells, after each of many edits',
  async (name, language, text, typist) => {
    const at = new Folder()
    const editor = built ? Editor.spawn() : Editor.embedded()
    const times: number[] = []
    try {
      const uri = at.uriOf(name)
      await editor.start([at.uri])
      await editor.open(uri, text, language)
      await editor.diagnostics(uri)
      for (let i = 0; i < edits; i++) {
        const typed = performance.now()
        await editor.change(uri, [typist.next(editor.buffer(uri))])
        // Some type on before the answer is there.
        if (i < edits - 1 && typist.oneIn(4)) continue
        const diagnostics = await editor.diagnostics(uri)
        times.push(performance.now() - typed)
        expect(told(diagnostics), `edit ${i} of seed ${seed}`).toEqual(await fresh(name, editor.text(uri)))
      }
      const last = editor.published.at(-1)
      expect([last?.uri, last?.version]).toEqual([uri, editor.buffer(uri).version])
      const versions = editor.published.flatMap(({ version }) => version ?? [])
      expect(versions).toEqual([...versions].sort((a, b) => a - b))
      expect(editor.logged).toEqual([])
    } finally {
      await editor.stop()
      at.remove()
    }
    times.sort((a, b) => a - b)
    if (process.env['REGRAFT_EDITS'])
      process.stdout.write(
        `${name}: ${edits} edits, ${times.length} answers, p50 ${percentile(times, 0.5)} ms, p95 ${percentile(times, 0.95)} ms, p99 ${percentile(times, 0.99)} ms\n`,
      )
  },
  600_000,
)
