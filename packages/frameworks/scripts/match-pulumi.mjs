/**
 * Finds the Terraform type of each Pulumi class. Neither package says it; names and arguments do: `ec2.Instance` accepts
 * what `aws_instance` does. A class is given a type when their names agree and most of the arguments do, or when no other
 * class fits that type as well.
 */

/** Known, but too different in this version's arguments or names to be found. */
const known = {
  'amp.Scraper': 'aws_prometheus_scraper',
  'bcmdata.Export': 'aws_bcmdataexports_export',
  'bedrock.AgentDataSource': 'aws_bedrockagent_data_source',
  'bedrock.AgentcoreAgentRuntime': 'aws_bedrockagentcore_agent_runtime',
  'bedrock.AgentcoreBrowser': 'aws_bedrockagentcore_browser',
  'bedrock.AgentcoreGatewayTarget': 'aws_bedrockagentcore_gateway_target',
  'bedrock.AgentcoreOauth2CredentialProvider': 'aws_bedrockagentcore_oauth2_credential_provider',
  'bedrockmodel.InvocationLoggingConfiguration': 'aws_bedrock_model_invocation_logging_configuration',
  'codedeploy.Application': 'aws_codedeploy_app',
  'directconnect.HostedTransitVirtualInterfaceAcceptor': 'aws_dx_hosted_transit_virtual_interface_accepter',
  'directconnect.LinkAggregationGroup': 'aws_dx_lag',
  'lex.V2modelsIntent': 'aws_lexv2models_intent',
  'rds.InstanceDesiredState': 'aws_rds_instance_state',
  's3.BucketObjectv2': 'aws_s3_object',
  // The names that version 6 has for what came with version 4 of the Terraform provider.
  's3.BucketV2': 'aws_s3_bucket',
  's3.BucketAccelerateConfigurationV2': 'aws_s3_bucket_accelerate_configuration',
  's3.BucketAclV2': 'aws_s3_bucket_acl',
  's3.BucketCorsConfigurationV2': 'aws_s3_bucket_cors_configuration',
  's3.BucketLifecycleConfigurationV2': 'aws_s3_bucket_lifecycle_configuration',
  's3.BucketLoggingV2': 'aws_s3_bucket_logging',
  's3.BucketObjectLockConfigurationV2': 'aws_s3_bucket_object_lock_configuration',
  's3.BucketRequestPaymentConfigurationV2': 'aws_s3_bucket_request_payment_configuration',
  's3.BucketServerSideEncryptionConfigurationV2': 'aws_s3_bucket_server_side_encryption_configuration',
  's3.BucketVersioningV2': 'aws_s3_bucket_versioning',
  's3.BucketWebsiteConfigurationV2': 'aws_s3_bucket_website_configuration',
}

/** `OpenIdConnectProvider` → `open_id_connect_provider`. */
export function snakeCase(name) {
  return name
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .replace(/([A-Z])([A-Z][a-z])/g, '$1_$2')
    .toLowerCase()
}

/** @returns {Map<import('./read-pulumi.mjs').PulumiClass, string>} */
export function matchClasses(classes, schema) {
  const types = schema.knownResourceTypes('aws').map((type) => {
    const members = [...schema.resourceSchema(type).members.values()]
    const settable = members.filter(({ name }) => name !== 'timeouts' && name !== 'tags_all')
    return { type, names: new Set(settable.map(schema.camelName)) }
  })
  const fits = classes.map((item) => ({ item, ...bestFit(item, types) }))
  const best = new Map()
  for (const fit of fits) if (fit.score > (best.get(fit.type)?.score ?? -1)) best.set(fit.type, fit)
  const matched = new Map()
  for (const fit of fits) {
    const { item, type, overlap, alike } = fit
    const said = known[`${item.module}.${item.name}`]
    if (said !== undefined) matched.set(item, said)
    else if (isNamed(item, type) && overlap >= 0.2) matched.set(item, type)
    else if (best.get(type) === fit && overlap >= 0.5 && (alike >= 1.2 || (overlap >= 0.9 && alike >= 0.3)))
      matched.set(item, type)
  }
  return matched
}

function isNamed({ module, name }, type) {
  return type === `aws_${module}_${snakeCase(name)}` || type === `aws_${snakeCase(name)}`
}

function bestFit(item, types) {
  const names = new Set(item.fields.map((field) => field.name))
  let best = { type: '', overlap: 0, alike: 0, score: -1 }
  for (const { type, names: others } of types) {
    let common = 0
    for (const name of names) if (others.has(name)) common++
    const overlap = common / (names.size + others.size - common || 1)
    const alike = likeness(item, type.slice(4))
    const score = overlap * 3 + alike
    if (score > best.score) best = { type, overlap, alike, score }
  }
  return best
}

/** How alike a class's name and module and a type's name are. */
function likeness({ module, name }, type) {
  const tail = snakeCase(name)
  const words = type.split('_')
  const inModule = words.includes(module) ? 0.3 : 0
  if (type === `${module}_${tail}`) return 3 + inModule
  if (type === tail) return 2.5 + inModule
  if (type.endsWith(`_${tail}`)) return 1.5 + inModule
  if (type.replaceAll('_', '').endsWith(tail.replaceAll('_', ''))) return 1.2 + inModule
  const own = tail.split('_')
  return own.filter((word) => words.includes(word)).length / Math.max(words.length, own.length) + inModule
}
