import type { Json, Path } from '@regraft/model'
import { unknown } from '@regraft/model'
import type { Value } from '@regraft/syntax/typescript'
import { snakeCase } from './names.ts'
import type { Link, Spot } from './node.ts'
import type { Place, Program } from './program.ts'

/** Variables that lead to one another are followed this far. */
const maxLinks = 16
/** An unknown value tells its expression up to here. */
const maxExpression = 1_000

/** How much of a program is read through variables: hostile ones hold one another many times over. */
export class Budget {
  #left: number

  constructor(left: number) {
    this.#left = left
  }

  /** False when nothing is left. */
  spend(): boolean {
    this.#left--
    return this.#left >= 0
  }
}

/** The reading of one resource. */
export class Reading {
  readonly program: Program
  /** Terraform or Kubernetes type. */
  readonly type: string
  readonly address: string
  readonly #budget: Budget

  constructor(program: Program, type: string, address: string, budget: Budget) {
    this.program = program
    this.type = type
    this.address = address
    this.#budget = budget
  }

  /** What a variable that is read at `spot` holds, when the program says and enough is left. */
  follow(spot: Spot, use: Place, at: Path): Spot | undefined {
    const { value, place, links } = spot
    if (value.kind !== 'reference' || links.length >= maxLinks) return undefined
    const target = this.program.resolve(place.file, value.path)
    if (target?.kind !== 'value' || !this.#budget.spend()) return undefined
    const owner = { file: target.place.file, name: String(target.place.path[1]) }
    this.program.consume(owner, use, { address: this.address, path: at })
    const link: Link = { owner, target: target.place, use, at }
    return { value: target.value, place: target.place, links: [...links, link] }
  }

  /** Whether one more value that is read through a variable fits. */
  fits(links: readonly Link[]): boolean {
    return links.length === 0 || this.#budget.spend()
  }

  /** The source text of a value. */
  text(file: string, { start, end }: { readonly start: number; readonly end: number }): string {
    const text = this.program.document(file)?.text.slice(start, end).replaceAll('\r\n', '\n') ?? ''
    return text.length > maxExpression ? `${text.slice(0, maxExpression)}…` : text
  }

  /** What a policy sees of an expression: the attribute it refers to, or its text with the resources it reads. */
  unknown(file: string, value: Value): Json {
    if (value.kind === 'reference') {
      const target = this.program.resolve(file, value.path)
      if (target?.kind === 'resource')
        return unknown([target.address, ...attributes(target.address, target.steps)].join('.'), [
          target.address,
        ])
    }
    return unknown(this.text(file, value.range), this.program.refs(file, namesOf(value)))
  }
}

/** Variables that an expression reads. */
export function namesOf(value: Value): readonly string[] {
  if (value.kind === 'reference') return [value.path.slice(0, value.path[0] === 'this' ? 2 : 1).join('.')]
  return 'names' in value ? value.names() : []
}

/** Outputs under the names that the model has: Terraform's of its resources, `bucket_domain_name`. */
function attributes(address: string, steps: Path): Path {
  if (!address.startsWith('aws_')) return steps
  return steps.map((step) => (typeof step === 'string' ? snakeCase(step) : step))
}
