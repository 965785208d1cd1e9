import { parseArgs } from 'node:util'
import { nearest } from '@regraft/model'
import {
  type Command,
  commands,
  type Group,
  groups,
  mainCommands,
  type OptionSpec,
  options,
  taken,
} from './options.ts'
import { usage } from './usage.ts'

/** One option as it was written, known and with the value it needs. */
export interface Given {
  readonly name: string
  readonly value: string
}

export interface Tokens {
  readonly command: Command | undefined
  /** `regraft policy` or `regraft trend` without the second word. */
  readonly group?: Group
  readonly positionals: readonly string[]
  /** In the order of the command line. */
  readonly given: readonly Given[]
}

const table = Object.fromEntries(
  options.map(({ name, short, value }) => [
    name,
    { type: value === undefined ? ('boolean' as const) : ('string' as const), ...(short ? { short } : {}) },
  ]),
)

/** Splits a command line; throws `USAGE` for options that do not exist, do not belong to the command or lack their value. */
export function tokenize(argv: readonly string[]): Tokens {
  const { tokens } = parseArgs({ args: [...argv], options: table, strict: false, tokens: true })
  const words = tokens.flatMap((token) => (token.kind === 'positional' ? [token.value] : []))
  const named = words[0] === 'help' ? words.slice(1) : words
  const group = groups.find((name) => name === named[0])
  const asked = group ? named.slice(0, 2).join(' ') : named[0]
  const command = commands.find((name) => name === asked)
  const given = tokens.flatMap((token) =>
    token.kind === 'option'
      ? [known(token.name, token.rawName, token.value, token.inlineValue, command)]
      : [],
  )
  if (words[0] === 'help') given.push({ name: 'help', value: '' })
  if (group !== undefined && asked === group) return { command, group, positionals: [], given }
  if (asked !== undefined && command === undefined) throw unknownCommand(asked)
  return { command, positionals: named.slice(group ? 2 : 1), given }
}

function known(
  name: string,
  raw: string,
  value: string | undefined,
  inline: boolean | undefined,
  command: Command | undefined,
): Given {
  const option = options.find((it) => it.name === name)
  if (!option) throw unknownOption(raw, command)
  if (!taken(option, command)) {
    const takers = (option.commands ?? []).map((it) => `regraft ${it}`).join(', ')
    throw usage(`regraft ${command} has no option ${raw}`, `It belongs to: ${takers}.`)
  }
  if (option.value === undefined) {
    if (value !== undefined) throw usage(`${raw} takes no value, but got "${value}"`)
    return { name, value: '' }
  }
  return { name, value: needed(option, raw, value, inline) }
}

function needed(option: OptionSpec, raw: string, value: string | undefined, inline = false): string {
  // `--output --quiet` forgot the file; `-` alone is a name for a standard stream.
  const forgotten = value === undefined || (!inline && value.length > 1 && value.startsWith('-'))
  if (forgotten || value === '')
    throw usage(
      `${raw} needs a value: ${raw} ${option.value}`,
      value ? `If the value is really ${value}, write ${raw}=${value}.` : undefined,
    )
  return value
}

function unknownOption(raw: string, command: Command | undefined): Error {
  const names = options.filter((option) => taken(option, command)).map(({ name }) => name)
  const near = nearest(raw.replace(/^-+/, ''), names)
  const help = `regraft ${command ? `${command} ` : ''}--help lists the options.`
  return usage(`there is no option ${raw}`, near ? `Did you mean --${near}?` : help)
}

function unknownCommand(word: string): Error {
  const near = nearest(word, commands)
  if (near) return usage(`there is no command "${word}"`, `Did you mean regraft ${near}?`)
  const path = /[./\\]/.test(word)
  return usage(
    `there is no command "${word}"`,
    path
      ? `To check a path: regraft check ${word}`
      : `The commands are ${[...mainCommands, ...groups].join(', ')}.`,
  )
}
