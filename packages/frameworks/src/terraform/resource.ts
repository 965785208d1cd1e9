import type { Path } from '@regraft/model'
import type { Origin, Resource } from '../framework.ts'
import { resourceSchema } from '../schema/resource-schema.ts'
import type { ResourceSchema } from '../schema/types.ts'
import type { BodyContext } from './body-value.ts'
import { bodyValue, lazyBodyValue } from './body-value.ts'
import type { InstanceKey } from './expand.ts'
import type { ModuleInstance } from './instance.ts'
import type { MappingValue } from './language/value.ts'
import type { LoadedUnit } from './loaded-unit.ts'
import { locate } from './locate.ts'
import { metaArguments } from './meta.ts'
import type { ModuleResource } from './module.ts'
import { originOf } from './origin.ts'
import { remembered } from './scope.ts'
import { inputOf } from './to-json.ts'

/** One instance of a `resource` block as policies and fixes see it. */
export class TerraformResource implements Resource {
  readonly framework = 'terraform'
  readonly type: string
  readonly address: string
  readonly unitRoot?: string
  readonly file: string
  readonly at: Path
  readonly foreign?: true
  readonly block: ModuleResource
  readonly schema: ResourceSchema | undefined
  readonly instance: ModuleInstance
  readonly key: InstanceKey
  readonly #unit: LoadedUnit
  #evaluated: Evaluated | undefined

  constructor(block: ModuleResource, instance: ModuleInstance, key: InstanceKey, unit: LoadedUnit) {
    this.#unit = unit
    this.type = block.type
    this.address = `${instance.tree.label}${instance.prefix}${block.address}${key.suffix}`
    if (instance.tree.label !== '') this.unitRoot = instance.tree.root
    if (instance.tree.isForeign(instance.module)) this.foreign = true
    this.block = block
    this.instance = instance
    this.key = key
    this.file = block.body.place.file
    this.at = block.body.place.path
    this.schema = resourceSchema(block.type)
  }

  /** Worked out when it is first asked for: nobody looks at most types. */
  get input(): Resource['input'] {
    return this.evaluate().input
  }

  evaluate(): Evaluated {
    this.#evaluated ??= evaluated(this.block, this.schema, this.instance, this.key)
    return this.#evaluated
  }

  /** What `input` was made from, with the origin of each value. */
  get value(): MappingValue {
    const { block, schema, instance, key } = this
    const context: BodyContext = { instance, names: key.names, lookups: undefined }
    const known = this.evaluate()
    known.value ??= lazyBodyValue(block.body, schema, context, metaArguments)
    return known.value
  }

  origin(path: Path): Origin {
    return originOf(locate(this, path), (source) =>
      this.#unit.uses(source).map(({ resource, path: at }) => ({ address: resource.address, path: at })),
    )
  }
}

interface Evaluated {
  readonly input: Resource['input']
  /** Worked out again when a place is asked for: most resources have nothing to heal, and need no more memory than their input. */
  value: MappingValue | undefined
}

function evaluated(
  block: ModuleResource,
  schema: ResourceSchema | undefined,
  instance: ModuleInstance,
  { suffix, names }: InstanceKey,
): Evaluated {
  return remembered<Evaluated>(block.body, `${instance.key}${suffix}`, instance, names, (lookups, before) => {
    const input = inputOf(bodyValue(block.body, schema, { instance, names, lookups }, metaArguments))
    // Another file of the module was edited and says the same of this resource: nobody has to look at it again.
    const same = before !== undefined && JSON.stringify(before.input) === JSON.stringify(input)
    return { input: same ? before.input : input, value: undefined }
  })
}
