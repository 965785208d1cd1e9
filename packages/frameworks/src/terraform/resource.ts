import type { Path } from '@regraft/model'
import type { Origin, Resource } from '../framework.ts'
import { resourceSchema } from '../schema/resource-schema.ts'
import type { ResourceSchema } from '../schema/types.ts'
import { cachedInput } from './input-cache.ts'
import type { LoadedModule } from './loaded-module.ts'
import { locate } from './locate.ts'
import type { ModuleResource } from './module.ts'
import { originOf } from './origin.ts'

/** A `resource` block as policies and fixes see it. */
export class TerraformResource implements Resource {
  readonly framework = 'terraform'
  readonly type: string
  readonly address: string
  readonly input: Resource['input']
  readonly file: string
  readonly at: Path
  readonly source: ModuleResource
  readonly schema: ResourceSchema | undefined
  readonly #module: LoadedModule

  constructor(source: ModuleResource, module: LoadedModule) {
    this.type = source.type
    this.address = source.address
    this.source = source
    this.file = source.body.place.file
    this.at = source.body.place.path
    this.schema = resourceSchema(source.type)
    this.input = cachedInput(source.body, this.schema, module.definitions)
    this.#module = module
  }

  origin(path: Path): Origin {
    const located = locate(this.source.body, this.schema, path, this.#module.definitions)
    return originOf(located, () => this.#module.uses(), { address: this.address, path })
  }
}
