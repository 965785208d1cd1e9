import type { Block, Document } from '@regraft/syntax'
import { HclDocument } from '@regraft/syntax/hcl'
import { HclBody } from './hcl-body.ts'

export interface WrittenBlock {
  readonly block: Block
  readonly body: HclBody
}

interface Blocks {
  readonly written: ReadonlyMap<string, WrittenBlock>
  /** Texts of the file that bodies of earlier versions hold on to. */
  readonly texts: number
}

/** Characters of such texts; past that everything is read anew. */
const maxKept = 16_000_000

const known = new WeakMap<HclDocument, Blocks>()
const earlier = new WeakMap<HclDocument, HclDocument>()

/** Notes which document an edit made another one from. */
export function followed(document: Document, previous: Document | undefined): void {
  if (document instanceof HclDocument && previous instanceof HclDocument && known.has(previous))
    earlier.set(document, previous)
}

/**
 * The blocks of a file in the order of the text. One that an edit left where and as it was keeps its body, so that what
 * was worked out for it holds: its nodes and their text are those of the earlier version.
 */
export function blocksOf(file: string, document: HclDocument): readonly WrittenBlock[] {
  const { body, text } = document
  const before = blocksBefore(document)
  const written = new Map<string, WrittenBlock>()
  const counts = new Map<string, number>()
  for (const item of body.items) {
    if (item.kind === 'attribute') continue
    const index = counts.get(item.type) ?? 0
    counts.set(item.type, index + 1)
    const key = `${item.type} ${index}`
    const same = before?.written.get(key)
    written.set(
      key,
      same !== undefined && same.body.place.file === file && isSame(same, item, text)
        ? same
        : { block: item, body: new HclBody(item.body, text, { file, path: [item.type, index] }) },
    )
  }
  known.set(document, { written, texts: (before?.texts ?? 0) + 1 })
  return [...written.values()]
}

function blocksBefore(document: HclDocument): Blocks | undefined {
  const previous = earlier.get(document)
  const blocks = previous && known.get(previous)
  // Else every version of the file would keep those before it.
  earlier.delete(document)
  return blocks !== undefined && blocks.texts * document.text.length <= maxKept ? blocks : undefined
}

function isSame({ block, body }: WrittenBlock, now: Block, text: string): boolean {
  return (
    block.end - block.start === now.end - now.start &&
    body.text.slice(block.start, block.end) === text.slice(now.start, now.end)
  )
}
