import { parse } from '@cdktf/hcl2json'
import { applyEdits, type TextEdit } from '@regraft/model'
import {
  type Content,
  constantOf,
  contentValue,
  type DocumentOp,
  type Expression,
  type HclDocument,
  hclSyntax,
  keyOf,
  pathWithin,
  traversalOf,
} from '@regraft/syntax'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { hclText, numRuns } from './arbitrary.ts'
import { content, reference } from './content.ts'
import { around, deepSites, isCollection, type Site, unwrapped } from './deep-sites.ts'

const values: readonly Content[] = [
  content('new ${x} "q"'),
  content(true),
  content(-1.5),
  content(7),
  content(null),
  content(['a', 1]),
  content({ a: 1, 'b c': [{ d: 'e' }] }),
  content(reference('aws_kms_key', 'k', 'arn')),
]

/** Edits that take other edits back. */
function inverse(text: string, edits: readonly TextEdit[]): TextEdit[] {
  let shift = 0
  return [...edits]
    .sort((a, b) => a.start - b.start)
    .map((edit) => {
      const start = edit.start + shift
      shift += edit.text.length - (edit.end - edit.start)
      return { start, end: start + edit.text.length, text: text.slice(edit.start, edit.end) }
    })
}

/** What holds for every edit at or inside the value of a site. */
function edited(document: HclDocument, site: Site, op: DocumentOp): HclDocument {
  const result = document.edits(op)
  const why = JSON.stringify({ text: document.text, op, result })
  if (!result.ok) throw new Error(why)
  const text = applyEdits(document.text, result.value)
  const after = hclSyntax.parse(text)
  expect(after.diagnostics, why).toEqual([])
  const before = document.range(site.path)
  const now = after.range(site.path)
  if (before === undefined || now === undefined) throw new Error(why)
  const [head, tail] = around(document, before)
  const [newHead, newTail] = around(after, now)
  // Parentheses may have gone with an operand, or come with one.
  expect([newHead, newTail], why).toEqual([head, tail])
  expect(applyEdits(text, inverse(document.text, result.value)), why).toBe(document.text)
  if (op.op === 'put') expect(after.edits(op), why).toEqual({ ok: true, value: [] })
  return after
}

function expressionAt(document: HclDocument, site: Site): Expression | undefined {
  const found = deepSites(document).find(({ path }) => JSON.stringify(path) === JSON.stringify(site.path))
  return found && unwrapped(found.expression)
}

function expectValue(document: HclDocument, site: Site, put: Content): void {
  const value = expressionAt(document, site)
  if (value === undefined) throw new Error(document.text)
  if (put.kind === 'reference') expect(traversalOf(value), document.text).toEqual(put.path)
  else expect(constantOf(value), document.text).toEqual(contentValue(put))
}

function keysAt(document: HclDocument, site: Site): (string | undefined)[] | number | undefined {
  const value = expressionAt(document, site)
  if (value?.kind === 'object') return value.items.map(keyOf)
  return value?.kind === 'tuple' ? value.items.length : undefined
}

/** Every operation that a site allows; returns one of the texts. */
function checkSite(document: HclDocument, site: Site, put: Content): string {
  const { path, operand } = site
  const after = edited(document, site, { op: 'put', path, content: put })
  expectValue(after, site, put)
  if (operand) {
    const removed = document.edits({ op: 'remove', path })
    expect(removed).toMatchObject({ ok: false, error: { code: 'HCL_COMPUTED' } })
    expect(document.edits({ op: 'rename', path, to: 'z' })).toMatchObject({ ok: false })
  }
  const value = unwrapped(site.expression)
  if (value.kind === 'tuple') {
    const index = value.items.length
    const grown = edited(document, site, { op: 'put', path: [...path, index], content: put })
    expect(keysAt(grown, site)).toBe(index + 1)
    if (index === 0) return after.text
    const shrunk = edited(document, site, { op: 'remove', path: [...path, index - 1] })
    expect(keysAt(shrunk, site)).toBe(index - 1)
  } else if (value.kind === 'object') {
    const keys = value.items.map(keyOf)
    const grown = edited(document, site, { op: 'put', path: [...path, 'zz'], content: put })
    expect(keysAt(grown, site)).toEqual([...keys, 'zz'])
    const [first] = keys
    if (first === undefined || keys.lastIndexOf(first) > 0) return after.text
    const shrunk = edited(document, site, { op: 'remove', path: [...path, first] })
    expect(keysAt(shrunk, site)).toEqual(keys.slice(1))
    const renamed = edited(document, site, { op: 'rename', path: [...path, first], to: 'zz' })
    expect(keysAt(renamed, site)).toEqual(['zz', ...keys.slice(1)])
  }
  return after.text
}

describe('paths inside of expressions', () => {
  it('lead to every expression, and back', () => {
    fc.assert(
      fc.property(hclText, (text) => {
        const document = hclSyntax.parse(text)
        if (document.diagnostics.length > 0) return
        for (const { path, attribute, root, expression } of deepSites(document)) {
          expect(document.range(path)).toEqual({ start: expression.start, end: expression.end })
          expect([...attribute, ...(pathWithin(root, expression) ?? ['none'])]).toEqual(path)
        }
      }),
      { numRuns },
    )
  })

  it('edit there and nowhere else', async () => {
    await fc.assert(
      fc.asyncProperty(hclText, fc.nat(), fc.constantFrom(...values), async (text, seed, put) => {
        const document = hclSyntax.parse(text)
        if (document.diagnostics.length > 0) return
        const sites = deepSites(document)
        const deep = sites.filter(({ path, attribute }) => path.length > attribute.length)
        const inside = deep.filter(({ expression }) => isCollection(unwrapped(expression)))
        for (const list of [deep, inside]) {
          const site = list[seed % Math.max(1, list.length)]
          if (site === undefined) continue
          const after = checkSite(document, site, put)
          await expect(accepted(after), after).resolves.toBe(true)
        }
      }),
      { numRuns },
    )
  })
})

/** Whether HashiCorp's parser takes a text; it cannot convert all of what it parses. */
async function accepted(text: string): Promise<boolean> {
  try {
    await parse('main.tf', text)
    return true
  } catch (error) {
    return !String(error).includes('parse config:')
  }
}
