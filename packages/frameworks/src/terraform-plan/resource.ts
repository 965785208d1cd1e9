import type { Json, JsonObject, Path } from '@regraft/model'
import { isList, isObject, valueAt } from '@regraft/model'
import type { Origin, Resource } from '../framework.ts'
import { resourceSchema } from '../schema/resource-schema.ts'
import type { References } from './expressions.ts'
import { plannedInput } from './input.ts'
import type { PlannedResource } from './planned.ts'

/** Why nothing in a plan is edited. */
export const why = 'it is a plan: heal the configuration it was made from'

/** A managed resource as a plan says it will be. */
export class PlanResource implements Resource {
  readonly framework = 'terraform-plan'
  readonly type: string
  readonly address: string
  readonly input: JsonObject
  readonly file: string
  readonly at: Path
  readonly #values: JsonObject

  constructor(planned: PlannedResource, file: string, references: References) {
    this.type = planned.type
    this.address = planned.address
    this.file = file
    this.at = planned.at
    this.input = plannedInput(planned, resourceSchema(planned.type), references)
    this.#values = planned.values
  }

  /** The value in the plan, or the nearest there is above it; the address where nothing is. */
  origin(path: Path): Origin {
    const there = pathInValues(this.#values, path)
    const below = path.length === 0 ? [] : there.length === 0 ? ['address'] : ['values', ...there]
    return { kind: 'opaque', file: this.file, path: [...this.at, ...below], why }
  }
}

/** The longest part of a path of the input that leads to a value of the plan, where single blocks are lists of one. */
function pathInValues(values: JsonObject, path: Path): Path {
  const there: (string | number)[] = []
  let here: Json = values
  for (const step of path) {
    const steps: Path = isList(here) && typeof step === 'string' ? [0, step] : [step]
    const next: Json | undefined = isObject(here) || isList(here) ? valueAt(here, steps) : undefined
    if (next === undefined || next === null) break
    there.push(...steps)
    here = next
  }
  return there
}
