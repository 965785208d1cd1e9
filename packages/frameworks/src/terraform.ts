export type { VariableOptions } from './terraform/settings.ts'
export { terraform, terraformWith } from './terraform/terraform.ts'
export { terraformPlan } from './terraform-plan/terraform-plan.ts'
