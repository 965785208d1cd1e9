import { wordsOf } from './words.ts'

/** Arguments, or what is wrong with them. */
export type Arguments = { readonly values: readonly string[]; readonly json?: true } | string

type Reader = (text: string, mark: string, name: string) => Arguments

const space = /[\t\v\f\r ]+/

/** How the arguments of each instruction are read. `ONBUILD` holds another instruction. */
export const readers: ReadonlyMap<string, Reader> = new Map<string, Reader>([
  ['add', listOrJson],
  ['arg', (text, mark) => ({ values: wordsOf(text, mark) })],
  ['cmd', textOrJson],
  ['copy', listOrJson],
  ['entrypoint', textOrJson],
  ['env', pairs],
  ['expose', list],
  ['from', list],
  ['healthcheck', health],
  ['label', pairs],
  ['maintainer', whole],
  ['run', textOrJson],
  ['shell', textOrJson],
  ['stopsignal', whole],
  ['user', whole],
  ['volume', listOrJson],
  ['workdir', whole],
])

function whole(text: string): Arguments {
  return { values: text === '' ? [] : [text] }
}

function list(text: string): Arguments {
  return { values: text === '' ? [] : text.split(space) }
}

function textOrJson(text: string): Arguments {
  return json(text) ?? whole(text)
}

function listOrJson(text: string): Arguments {
  return json(text) ?? list(text)
}

/** A JSON list of texts; undefined where it is no JSON list at all. */
function json(text: string): Arguments | undefined {
  if (!text.startsWith('[')) return undefined
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return undefined
  }
  if (!Array.isArray(value)) return undefined
  const values: readonly unknown[] = value
  if (!values.every((item) => typeof item === 'string')) return 'a JSON list of arguments holds texts only'
  return { values, json: true }
}

/** `name=value …`, each followed by its `=`; or the older `name value`, followed by an empty text. */
function pairs(text: string, mark: string, name: string): Arguments {
  const words = wordsOf(text, mark)
  const [first] = words
  if (first === undefined) return { values: [] }
  if (!first.includes('=')) {
    const at = space.exec(text)
    if (at === null) return `${name.toUpperCase()} needs a name and a value`
    return { values: [text.slice(0, at.index), text.slice(at.index + at[0].length), ''] }
  }
  const odd = words.find((word) => !word.includes('='))
  if (odd !== undefined) return `${odd} is no name=value`
  return {
    values: words.flatMap((word) => {
      const equals = word.indexOf('=')
      return [word.slice(0, equals), word.slice(equals + 1), '=']
    }),
  }
}

/** `NONE`, or `CMD` and a command. */
function health(text: string): Arguments {
  const [, type = '', rest = ''] = /^(\S+)\s*(.*)$/s.exec(text) ?? []
  if (type === '') return { values: [] }
  const command = textOrJson(rest)
  return typeof command === 'string' ? command : { ...command, values: [type, ...command.values] }
}
