import type { Rule } from '../generate.ts'
import { bools } from './bools.ts'
import { lists } from './lists.ts'
import { maps } from './maps.ts'
import { mixed } from './mixed.ts'
import { numbers } from './numbers.ts'
import { strings } from './strings.ts'
import { structures } from './structures.ts'
import { templates } from './templates.ts'
import { texts } from './text.ts'

/** Names that stand for an expression of a type; every other rule is a part or a text. */
export const types: readonly string[] = 's n i b ls ln lb lls lo ss sn so ms mn mls mo o t any'.split(' ')

export const rules: Readonly<Record<string, Rule>> = {
  ...bools,
  ...lists,
  ...maps,
  ...mixed,
  ...numbers,
  ...strings,
  ...structures,
  ...templates,
  ...texts,
}
