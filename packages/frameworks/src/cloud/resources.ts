import type { Resource } from '../framework.ts'
import { type Named, type Part, partOf, refersTo } from './part.ts'

/** The resources of a unit, by type and by what they refer to. */
export class Resources {
  readonly #byType = new Map<string, Part[]>()

  constructor(resources: readonly Resource[]) {
    for (const resource of resources) {
      const parts = this.#byType.get(resource.type) ?? []
      parts.push(partOf(resource))
      this.#byType.set(resource.type, parts)
    }
  }

  of(...types: readonly string[]): readonly Part[] {
    return types.flatMap((type) => this.#byType.get(type) ?? [])
  }

  /** Those of a type whose argument names a resource, by reference or by one of its names. */
  referring(type: string, name: string, { resource }: Part, by: readonly string[] = []): readonly Part[] {
    const named: Named = { resource, by: ['id', 'arn', ...by] }
    return this.of(type).filter((part) => refersTo(part, name, named))
  }

  /** Those of a type that name no resource there is. */
  orphans(type: string, name: string, owners: readonly Part[], by: readonly string[] = []): readonly Part[] {
    const taken = new Set(owners.flatMap((owner) => this.referring(type, name, owner, by)))
    return this.of(type).filter((part) => !taken.has(part))
  }
}
