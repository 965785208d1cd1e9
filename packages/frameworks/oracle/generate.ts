import { rules, types } from './grammar/rules.ts'
import { Random } from './random.ts'

/** Productions of one name: what ends a branch, and what goes on. */
export interface Rule {
  readonly leaf: readonly string[]
  readonly node?: readonly string[]
}

interface Place {
  readonly random: Random
  readonly depth: number
  /** Types of the names that surrounding `for` expressions define. */
  readonly names: ReadonlyMap<string, string>
}

/** How often a place of one type holds an expression of another. */
const mistakes = 0.012
const forNames = ['v', 'k', 'x', 'each', 's_word']
const mark = /\$([a-z]\w*)|@([a-z]\w*)|§/g

/** Distinct expressions, the same for the same seed; most have a value. */
export function generate(seed: number, count: number): readonly string[] {
  const all = new Set<string>()
  for (let i = 0; all.size < count; i++) {
    const random = new Random(seed, i)
    all.add(expand('any', { random, depth: 1 + random.below(5), names: new Map() }))
  }
  return [...all]
}

function expand(name: string, place: Place): string {
  const { random, depth, names } = place
  const wanted = types.includes(name) && random.chance(mistakes) ? random.pick(types) : name
  const rule = rules[wanted]
  if (rule === undefined) throw new Error(`the grammar has no rule ${wanted}`)
  const own = [...names].filter(([, type]) => type === wanted).map(([own]) => own)
  const goesOn = rule.node !== undefined && depth > 0 && random.chance(0.85)
  if (!goesOn && own.length > 0 && random.chance(0.6)) return random.pick(own)
  const production = choose(goesOn ? (rule.node ?? rule.leaf) : rule.leaf, random)
  const alias = /^\$\w+$/.test(production)
  return written(production, alias ? place : { ...place, depth: depth - 1 - (goesOn ? random.below(2) : 0) })
}

/** `3*text` is three times as likely as `text`. */
function choose(productions: readonly string[], random: Random): string {
  const weights = productions.map((each) => Number(/^(\d+)\*/.exec(each)?.[1] ?? 1))
  let at = random.below(weights.reduce((sum, weight) => sum + weight, 0))
  const i = weights.findIndex((weight) => {
    at -= weight
    return at < 0
  })
  return (productions[i] as string).replace(/^\d+\*/, '')
}

/** `$rule` is expanded, `@type` names a variable of `for`, and from `§` on that name may be used. */
function written(production: string, place: Place): string {
  const defined = new Map(place.names)
  let names = place.names
  return production.replace(mark, (_, rule?: string, type?: string) => {
    if (rule !== undefined) return expand(rule, { ...place, names })
    if (type === undefined) {
      names = defined
      return ''
    }
    const name = place.random.pick(forNames)
    defined.set(name, type)
    return name
  })
}
