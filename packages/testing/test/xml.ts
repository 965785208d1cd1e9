/** An element of a small XML document. */
export interface Element {
  readonly name: string
  readonly attributes: Record<string, string>
  readonly children: Element[]
  text: string
}

const named: { readonly [name: string]: string } = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }

/** Reads XML without DTD and CDATA; throws where it is not well formed. */
export function parseXml(xml: string): Element {
  const top: Element = { name: '', attributes: {}, children: [], text: '' }
  const open = [top]
  const rest = xml.replace(/^<\?xml version="1\.0" encoding="UTF-8"\?>\n/, '')
  let at = 0
  for (const match of rest.matchAll(/<(\/?)([a-z-]+)((?: [a-z-]+="[^"<]*")*)(\/?)>|([^<]+)/g)) {
    if (match.index !== at) throw new Error(`not well formed at ${rest.slice(at, at + 40)}`)
    at += match[0].length
    const [, closing, name = '', attributes = '', alone, text] = match
    const parent = open.at(-1) ?? top
    if (text !== undefined) parent.text += decoded(text)
    else if (closing === '/') {
      if (open.pop()?.name !== name) throw new Error(`</${name}> closes another element`)
    } else {
      const pairs = [...attributes.matchAll(/ ([a-z-]+)="([^"]*)"/g)]
      const element: Element = {
        name,
        attributes: Object.fromEntries(pairs.map(([, key = '', value = '']) => [key, decoded(value)])),
        children: [],
        text: '',
      }
      parent.children.push(element)
      if (alone !== '/') open.push(element)
    }
  }
  const [root] = top.children
  if (at !== rest.length || open.length !== 1 || root === undefined) throw new Error('not well formed')
  return root
}

function decoded(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: XML 1.0 cannot hold them
  if (/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/.test(text))
    throw new Error('a forbidden character')
  return text.replace(/&(?:#(\d+)|(\w+));?/g, (whole, code, name) => {
    const character = code === undefined ? named[name] : String.fromCodePoint(Number(code))
    if (character === undefined || !whole.endsWith(';')) throw new Error(`${whole} is no reference`)
    return character
  })
}
