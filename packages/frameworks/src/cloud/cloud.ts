import { isObject, type JsonObject, type Path } from '@regraft/model'
import type { Framework, Loaded, Origin, Resource } from '../framework.ts'
import { landNowhere } from '../read-only.ts'
import { terraformWith, type VariableOptions } from '../terraform.ts'
import { awsState } from './aws/aws.ts'
import { render } from './render.ts'
import { Resources } from './resources.ts'
import { item } from './state.ts'

/**
 * Terraform's resources as the state of a cloud that Trivy's checks ask about, to read: one resource of type `cloud` for a unit.
 * Of the schema what the package's README lists is there.
 */
export function cloudFramework(options: VariableOptions): Framework {
  const terraform = terraformWith(options)
  return {
    ...terraform,
    id: 'cloud',
    units: (files, read) => terraform.units(files, read).map((unit) => ({ ...unit, framework: 'cloud' })),
    load: (unit, read, loading = {}) => {
      // Which types of Terraform's the checks want cannot be told from what they say.
      const { wanted: _, ...rest } = loading
      return stateOf(terraform.load({ ...unit, framework: 'terraform' }, read, rest))
    },
    land: landNowhere,
  }
}

function stateOf({ unit, resources: all, diagnostics }: Loaded): Loaded {
  const [first] = all
  if (first === undefined) return { unit, resources: [], diagnostics }
  const { file, at } = first
  const { value, origin } = render(item(undefined, { aws: awsState(new Resources(all)) }))
  const input: JsonObject = isObject(value) ? value : {}
  const whole: Origin = { kind: 'literal', file, path: at }
  const state: Resource = {
    framework: 'cloud',
    type: 'cloud',
    address: unit.id,
    input,
    file,
    at,
    origin: (path: Path) => origin(path) ?? whole,
  }
  return { unit: { ...unit, framework: 'cloud' }, resources: [state], diagnostics }
}
