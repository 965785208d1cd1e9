import { parse } from '@cdktf/hcl2json'
import { hclSyntax } from '@regraft/syntax'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { hclText, mutated, numRuns } from './arbitrary.ts'
import { corpusFiles } from './corpus.ts'
import { treeJson, unescaped } from './tree-json.ts'

/*
 * Where the two differ on purpose, so that no generator makes it:
 * - nesting past 250 levels and chains past 1,000 operators: refused here, a growing stack there;
 * - half of a surrogate pair: no UTF-8 file holds one, so the other never sees it;
 * - a carriage return before CRLF, right after a lone `$` or `%` in a heredoc: their scanner lets it through, by accident.
 */
const files = corpusFiles()

/**
 * What HashiCorp's parser says of a text, by way of hcl2json. Some texts it parses it cannot convert (it evaluates signs
 * of literals): those have no JSON.
 */
async function oracle(text: string): Promise<{ readonly ok: boolean; readonly json?: unknown }> {
  try {
    return { ok: true, json: await parse('main.tf', text) }
  } catch (error) {
    return { ok: !String(error).includes('parse config:') }
  }
}

describe.skipIf(files.length === 0)('every HCL file of the corpora', () => {
  it('is read as HashiCorp reads it', async () => {
    const wrong: string[] = []
    for (const { path, text } of files) {
      const theirs = await oracle(text)
      const document = hclSyntax.parse(text)
      if (theirs.ok !== (document.diagnostics.length === 0)) wrong.push(`${path}: accepted by one`)
      else {
        try {
          expect(unescaped(treeJson(document))).toEqual(unescaped(theirs.json))
        } catch (error) {
          wrong.push(`${path}: ${String(error).slice(0, 600)}`)
        }
      }
    }
    expect(wrong).toEqual([])
    expect(files.length).toBeGreaterThan(0)
  })
})

/** Without the sign of zero, which the oracle writes into its JSON and no Terraform value has. */
function unsigned<T>(json: T): T {
  return JSON.parse(JSON.stringify(json))
}

describe('texts nobody wrote', () => {
  it('are accepted or refused as HashiCorp does, and read the same', async () => {
    await fc.assert(
      fc.asyncProperty(hclText, async (text) => {
        const theirs = await oracle(text)
        const document = hclSyntax.parse(text)
        expect({ text, ok: document.diagnostics.length === 0 }).toEqual({ text, ok: theirs.ok })
        if (theirs.json !== undefined)
          expect(unescaped(treeJson(document))).toEqual(unescaped(unsigned(theirs.json)))
      }),
      { numRuns, examples: [['a = -0\n']] },
    )
  })

  it('with one mistake are accepted or refused as HashiCorp does', async () => {
    await fc.assert(
      fc.asyncProperty(mutated(hclText), async (text) => {
        const theirs = await oracle(text)
        expect({ text, ok: hclSyntax.parse(text).diagnostics.length === 0 }).toEqual({ text, ok: theirs.ok })
      }),
      { numRuns },
    )
  })
})
