import type { Refusal } from '@regraft/model'
import type { Content, ContentEntry } from '../../document.ts'
import { isName } from '../characters.ts'
import { quote, renderKey } from './quote.ts'
import { refusal } from './refusals.ts'

type BlockContent = Extract<Content, { kind: 'block' }>
type ReferenceContent = Extract<Content, { kind: 'reference' }>

/** Lists of scalars stay on one line up to this length. */
const LINE_LIMIT = 100

/** Where rendered text stands. */
export interface Style {
  readonly eol: string
  /** One level of indentation. */
  readonly unit: string
  /** Indentation of the line the text starts on. */
  readonly indent: string
  /** No line breaks: the text stands inside something written on one line. */
  readonly inline: boolean
}

export function deeper(style: Style): Style {
  return { ...style, indent: style.indent + style.unit }
}

/** Renders content as `terraform fmt` would. What cannot be written is noted in `problem`; the text is void then. */
export class Renderer {
  problem: Refusal | undefined

  value(content: Content, style: Style): string {
    switch (content.kind) {
      case 'scalar':
        return this.scalar(content.value)
      case 'reference':
        return this.reference(content)
      case 'call':
        return this.call(content, style)
      case 'list':
        return this.list(content.items, style)
      case 'map':
        return this.map(content.entries, style)
      case 'block':
        return this.refuse('a block cannot stand inside a value')
    }
  }

  private refuse(reason: string): string {
    this.problem ??= refusal('HCL_CONTENT', reason)
    return ''
  }

  private scalar(value: string | number | boolean | null): string {
    if (typeof value === 'string') return this.text(value)
    if (typeof value === 'number' && !Number.isFinite(value))
      return this.refuse(`${value} is no number in HCL`)
    return String(value)
  }

  text(value: string): string {
    return quote(value) ?? this.refuse('the text holds half of a surrogate pair, which is not a character')
  }

  /** Nothing, if an attribute may have this name. */
  name(name: string): string {
    return isName(name) ? '' : this.refuse(`\`${name}\` is no attribute name`)
  }

  key(key: string, quoted: boolean): string {
    return renderKey(key, quoted) ?? this.text(key)
  }

  private reference({ path, index }: ReferenceContent): string {
    const [root, ...steps] = path
    if (typeof root !== 'string' || !isName(root) || renderKey(root) !== root) {
      return this.refuse('a reference starts with a name')
    }
    const written = steps.map((step) => this.step(step))
    if (index !== undefined)
      written.splice(index.after - 1, 0, `[${this.reference({ kind: 'reference', path: index.by })}]`)
    return root + written.join('')
  }

  private call({ name, arguments: args }: Extract<Content, { kind: 'call' }>, style: Style): string {
    if (!isName(name)) return this.refuse(`\`${name}\` is no function`)
    return `${name}(${args.map((argument) => this.value(argument, { ...style, inline: true })).join(', ')})`
  }

  private step(step: string | number): string {
    if (typeof step === 'string') return isName(step) ? `.${step}` : `[${this.text(step)}]`
    return Number.isSafeInteger(step) && step >= 0 ? `[${step}]` : this.refuse(`${step} is no index`)
  }

  private list(items: readonly Content[], style: Style): string {
    const flat = { ...style, inline: true }
    const simple = items.every((item) => item.kind !== 'map' || item.entries.length === 0)
    if (style.inline || simple) {
      const line = `[${items.map((item) => this.value(item, flat)).join(', ')}]`
      if (style.inline || items.length === 0 || line.length + style.indent.length <= LINE_LIMIT) return line
    }
    const inner = deeper(style)
    const lines = items.map((item) => `${inner.indent}${this.value(item, inner)},`)
    return ['[', ...lines, `${style.indent}]`].join(style.eol)
  }

  private map(entries: readonly ContentEntry[], style: Style): string {
    if (entries.length === 0) return '{}'
    if (style.inline) {
      const members = entries.map(([key, value]) => `${this.key(key, false)} = ${this.value(value, style)}`)
      return `{ ${members.join(', ')} }`
    }
    const inner = deeper(style)
    const members = entries.map(([key, value]): [string, string] => [
      this.key(key, false),
      this.value(value, inner),
    ])
    return ['{', ...aligned(members, inner), `${style.indent}}`].join(style.eol)
  }

  /** A whole block, from its type to its closing brace. */
  block(type: string, content: BlockContent, style: Style): string {
    if (!isName(type)) this.refuse(`\`${type}\` is no block type`)
    const labels = (content.labels ?? []).map((label) => ` ${this.text(label)}`)
    const header = `${type}${labels.join('')} {`
    if (content.entries.length === 0) return `${header}}`
    return [header, ...this.body(content.entries, deeper(style)), `${style.indent}}`].join(style.eol)
  }

  /** Lines of a body: attributes first, then blocks with an empty line before each. */
  private body(entries: readonly ContentEntry[], style: Style): string[] {
    const attributes: [string, string][] = []
    const blocks: string[] = []
    for (const [name, value] of entries) {
      const nested = blocksIn(value)
      if (nested === undefined) {
        attributes.push([name, this.name(name) + this.value(value, style)])
      } else for (const block of nested) blocks.push(style.indent + this.block(name, block, style))
    }
    const lines = aligned(attributes, style)
    blocks.forEach((block, i) => {
      if (i > 0 || lines.length > 0) lines.push('')
      lines.push(block)
    })
    return lines
  }
}

/** The blocks a content stands for: itself, or a list of blocks. Undefined for values. */
export function blocksIn(content: Content): readonly BlockContent[] | undefined {
  if (content.kind === 'block') return [content]
  if (content.kind !== 'list' || content.items.length === 0) return undefined
  const blocks = content.items.filter((item): item is BlockContent => item.kind === 'block')
  return blocks.length === content.items.length ? blocks : undefined
}

/** `name = value` lines; runs of one-line values have their equals signs under one another. */
function aligned(members: readonly (readonly [string, string])[], style: Style): string[] {
  const lines: string[] = []
  for (let i = 0; i < members.length; ) {
    let end = i
    while (end < members.length && !isMultiline(members[end])) end++
    const run = members.slice(i, end)
    const width = run.reduce((most, [name]) => Math.max(most, widthOf(name)), 0)
    for (const [name, value] of run) {
      lines.push(`${style.indent}${name}${' '.repeat(width - widthOf(name))} = ${value}`)
    }
    const long = members[end]
    if (long !== undefined) lines.push(`${style.indent}${long[0]} = ${long[1]}`)
    i = end + 1
  }
  return lines
}

function isMultiline(member: readonly [string, string] | undefined): boolean {
  return member?.[1].includes('\n') === true
}

/** Columns a text takes, in characters. */
export function widthOf(text: string): number {
  let width = 0
  for (const _ of text) width++
  return width
}
