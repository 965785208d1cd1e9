import type { Rule } from '../generate.ts'
import { collections } from './collections.ts'
import { scalars } from './scalars.ts'
import { structures } from './structures.ts'
import { text } from './text.ts'

/** Names that stand for an expression of a type; every other rule is a part or a text. */
export const types: readonly string[] = [
  ...[
    's',
    'n',
    'i',
    'b',
    'ls',
    'ln',
    'lb',
    'lls',
    'lo',
    'ss',
    'sn',
    'so',
    'ms',
    'mn',
    'mls',
    'mo',
    'o',
    't',
    'any',
  ],
]

export const rules: Readonly<Record<string, Rule>> = { ...text, ...scalars, ...collections, ...structures }
