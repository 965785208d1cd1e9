import type { Path, Refusal } from '@regraft/model'
import type { Content, ContentEntry } from '../document.ts'
import type { Style } from './style.ts'

/** Where text is written: `indent` is that of the line it starts on; `inline` keeps it on that line. */
export interface Place {
  readonly indent: string
  readonly inline: boolean
}

/** The text of a content that `unwritable` has nothing against. `block` is `new <type>(<labels>, { <entries> })`. */
export function write(content: Content, place: Place, style: Style): string {
  switch (content.kind) {
    case 'scalar':
      return scalarText(content.value, style)
    case 'reference':
      return referenceText(content.path, style)
    case 'call':
      // `unwritable` has refused it.
      return ''
    case 'list': {
      // A line for each, when they are objects.
      const inline = place.inline || content.items.every(isLeaf)
      const inner = inline ? place : { ...place, indent: place.indent + style.indent }
      const items = content.items.map((item) => write(item, inner, style))
      return enclosed('[', items, ']', { ...place, inline }, style)
    }
    case 'map':
      return mapText(content.entries, place, style)
    case 'block': {
      const labels = (content.labels ?? []).map((label) => stringText(label, style))
      const entries = content.entries.length === 0 ? [] : [mapText(content.entries, place, style)]
      return `new ${content.type ?? ''}(${[...labels, ...entries].join(', ')})`
    }
  }
}

function mapText(entries: readonly ContentEntry[], place: Place, style: Style): string {
  const inner = place.inline ? place : { ...place, indent: place.indent + style.indent }
  const items = entries.map((entry) => entryText(entry, inner, style, false))
  return enclosed('{', items, '}', place, style)
}

/** `key: value`. `quoted`: write the key in quotes, as its siblings. */
export function entryText([key, value]: ContentEntry, place: Place, style: Style, quoted: boolean): string {
  return `${keyText(key, style, quoted)}: ${write(value, place, style)}`
}

function enclosed(open: string, items: readonly string[], close: string, place: Place, style: Style): string {
  if (items.length === 0) return open + close
  if (place.inline) {
    const space = open === '{' ? style.space : ''
    return open + space + items.join(', ') + space + close
  }
  const line = style.newline + place.indent
  return `${open}${line}${style.indent}${items.join(`,${line}${style.indent}`)}${style.trailingComma}${line}${close}`
}

/** Whether a value is short enough for the line it is put on: a scalar, or an object of one. */
export function isSimple(content: Content): boolean {
  if (content.kind === 'map')
    return content.entries.length < 2 && content.entries.every(([, value]) => isLeaf(value))
  return content.kind !== 'block' && (content.kind !== 'list' || content.items.every(isLeaf))
}

function isLeaf(content: Content): boolean {
  return content.kind === 'scalar' || content.kind === 'reference'
}

/** Why a content cannot be written, whatever the place. */
export function unwritable(content: Content): Refusal | undefined {
  switch (content.kind) {
    case 'scalar':
      if (typeof content.value === 'number' && !Number.isFinite(content.value))
        return { code: 'TYPESCRIPT_CONTENT', reason: `${content.value} is no number that can be written` }
      return undefined
    case 'call':
      return { code: 'TYPESCRIPT_CONTENT', reason: 'a function call cannot be written' }
    case 'reference':
      if (content.index !== undefined)
        return { code: 'TYPESCRIPT_CONTENT', reason: 'a computed index cannot be written' }
      if (typeof content.path[0] === 'string' && isName(content.path[0])) return undefined
      return { code: 'TYPESCRIPT_CONTENT', reason: 'a reference starts with a name' }
    case 'list':
      return first(content.items)
    case 'block':
      if (content.type === undefined || !content.type.split('.').every(isName))
        return {
          code: 'TYPESCRIPT_CONTENT',
          reason: 'TypeScript has blocks only as new expressions of a named class',
        }
      return first(content.entries.map(([, value]) => value))
    case 'map':
      return first(content.entries.map(([, value]) => value))
  }
}

function first(contents: readonly Content[]): Refusal | undefined {
  for (const content of contents) {
    const problem = unwritable(content)
    if (problem !== undefined) return problem
  }
  return undefined
}

function scalarText(value: string | number | boolean | null, style: Style): string {
  return typeof value === 'string' ? stringText(value, style) : String(value)
}

/** A string literal in the file's quotes. Control characters and lone surrogates are escaped. */
function stringText(value: string, style: Style): string {
  // JSON's escapes are JavaScript's; only the quotes differ.
  const inner = JSON.stringify(value)
    .slice(1, -1)
    .replace(/[\u007f-\u009f\u2028\u2029\ufeff]/g, escaped)
  if (style.quote === '"') return `"${inner}"`
  return `'${inner.replace(/\\"/g, '"').replace(/'/g, "\\'")}'`
}

function escaped(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`
}

function referenceText(path: Path, style: Style): string {
  return path
    .map((step, i) => {
      if (typeof step === 'number') return `[${step}]`
      if (!isName(step)) return `[${stringText(step, style)}]`
      return i === 0 ? step : `.${step}`
    })
    .join('')
}

export function keyText(key: string, style: Style, quoted: boolean): string {
  // As a plain key it would set the prototype.
  if (key === '__proto__') return `[${stringText(key, style)}]`
  return quoted || !isName(key) ? stringText(key, style) : key
}

/** Plain ASCII names only: they are the same in every version of the language. */
function isName(text: string): boolean {
  return /^[A-Za-z_$][\w$]*$/.test(text)
}
