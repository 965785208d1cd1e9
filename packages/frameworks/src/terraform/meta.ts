/** Arguments that Terraform itself reads: they say nothing about the infrastructure and are not in a policy's input. */
export const metaArguments: ReadonlySet<string> = new Set([
  'count',
  'for_each',
  'provider',
  'depends_on',
  'lifecycle',
  'provisioner',
  'connection',
])
