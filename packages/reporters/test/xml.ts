import { SaxesParser } from 'saxes'

export interface Node {
  readonly name: string
  readonly attributes: Readonly<Record<string, string>>
  readonly children: Node[]
  text: string
}

/** Parses a document as XML 1.0 asks, and throws at the first thing that is not well-formed. */
export function parseXml(text: string): Node {
  const parser = new SaxesParser()
  const top: Node = { name: '', attributes: {}, children: [], text: '' }
  const open = [top]
  parser.on('error', (error) => {
    throw error
  })
  parser.on('opentag', ({ name, attributes }) => {
    const node: Node = { name, attributes: { ...attributes }, children: [], text: '' }
    open.at(-1)?.children.push(node)
    open.push(node)
  })
  parser.on('text', (piece) => {
    const node = open.at(-1)
    if (node) node.text += piece
  })
  parser.on('closetag', () => open.pop())
  for (const foreign of ['cdata', 'comment', 'processinginstruction', 'doctype'] as const)
    parser.on(foreign, () => {
      throw new Error(`there is a ${foreign}`)
    })
  parser.write(text).close()
  const [root] = top.children
  if (!root) throw new Error('there is no element')
  return root
}
