import type { Framework } from '../framework.ts'
import { landNowhere } from '../read-only.ts'
import { terraformWith, type VariableOptions } from '../terraform.ts'

export function cloudFramework(options: VariableOptions): Framework {
  return { ...terraformWith(options), id: 'cloud', land: landNowhere }
}
