import { argument, block, blocks, type Part } from '../part.ts'
import type { Resources } from '../resources.ts'
import { type Cell, constant, flag, type Item, item, number, type State, text, texts } from '../state.ts'
import { policyIn } from './policy.ts'

/** Services by name. */
type Services = { readonly [name: string]: Item }

/** Services whose objects are resources of one type each, member for argument. */
function listOf(
  resources: Resources,
  type: string,
  members: (part: Part) => Item['members'],
): readonly Item[] {
  return resources.of(type).map((part) => item(part, members(part)))
}

export function storage(resources: Resources): Services {
  const policiesOf = (part: Part): readonly State[] =>
    resources
      .referring('aws_ecr_repository_policy', 'repository', part, ['name'])
      .flatMap((policy) => policyIn(policy) ?? [])
  return {
    efs: item(undefined, {
      filesystems: listOf(resources, 'aws_efs_file_system', (part) => ({
        encrypted: flag(part, 'encrypted'),
      })),
    }),
    ecr: item(undefined, {
      repositories: listOf(resources, 'aws_ecr_repository', (part) => ({
        imagescanning: within(part, 'image_scanning_configuration', (at) => ({
          scanonpush: flag(at, 'scan_on_push'),
        })),
        imagetagsimmutable: is(part, 'image_tag_mutability', 'IMMUTABLE'),
        policies: policiesOf(part),
        encryption: within(part, 'encryption_configuration', (at) => ({
          type: text(at, 'encryption_type', 'AES256'),
          kmskeyid: text(at, 'kms_key'),
        })),
      })),
    }),
  }
}

export function messages(resources: Resources): Services {
  return {
    sns: item(undefined, {
      topics: listOf(resources, 'aws_sns_topic', (part) => ({
        encryption: item(part, { kmskeyid: text(part, 'kms_master_key_id') }),
      })),
    }),
    sqs: item(undefined, { queues: queues(resources) }),
  }
}

function queues(resources: Resources): readonly Item[] {
  const own = resources.of('aws_sqs_queue')
  const lost = resources.orphans('aws_sqs_queue_policy', 'queue_url', own, ['url'])
  return [
    ...own.map((part) => {
      const policies = [part, ...resources.referring('aws_sqs_queue_policy', 'queue_url', part, ['url'])]
      return item(part, {
        queueurl: text(part, 'url'),
        encryption: item(part, {
          kmskeyid: text(part, 'kms_master_key_id'),
          managedencryption: flag(part, 'sqs_managed_sse_enabled'),
        }),
        policies: policies.flatMap((policy) => policyIn(policy) ?? []),
      })
    }),
    // Their queue is somewhere else.
    ...lost.map((policy) => item(undefined, { policies: [policyIn(policy) ?? item(policy, {})] })),
  ]
}

export function monitoring(resources: Resources): Services {
  return {
    cloudtrail: item(undefined, {
      trails: listOf(resources, 'aws_cloudtrail', (part) => trail(resources, part)),
    }),
    cloudwatch: item(undefined, {
      loggroups: listOf(resources, 'aws_cloudwatch_log_group', (part) => ({
        name: text(part, 'name'),
        arn: constant(part, ''),
        kmskeyid: text(part, 'kms_key_id'),
        retentionindays: number(part, 'retention_in_days'),
      })),
    }),
    kms: item(undefined, {
      keys: listOf(resources, 'aws_kms_key', (part) => ({
        usage: text(part, 'key_usage', 'ENCRYPT_DECRYPT'),
        rotationenabled: flag(part, 'enable_key_rotation'),
      })),
    }),
  }
}

function trail(resources: Resources, part: Part): Item['members'] {
  return {
    name: text(part, 'name'),
    enablelogfilevalidation: flag(part, 'enable_log_file_validation'),
    ismultiregion: flag(part, 'is_multi_region_trail'),
    kmskeyid: text(part, 'kms_key_id'),
    cloudwatchlogsloggrouparn: text(part, 'cloud_watch_logs_group_arn'),
    islogging: flag(part, 'enable_logging', true),
    bucketname: bucketName(resources, part),
    eventselectors: blocks(part, 'event_selector').map((selector) =>
      item(selector, {
        readwritetype: text(selector, 'read_write_type', 'All'),
        dataresources: blocks(selector, 'data_resource').map((data) =>
          item(data, { type: text(data, 'type'), values: texts(data, 'values') }),
        ),
      }),
    ),
  }
}

/** The name of the bucket that is referred to, where it says one. */
function bucketName(resources: Resources, part: Part): Cell {
  const cell = text(part, 's3_bucket_name')
  const bucket = resources.of('aws_s3_bucket').find(({ resource }) => resource.address === cell.value)
  const name = bucket && text(bucket, 'bucket')
  return name === undefined || name.value === '' ? cell : { ...cell, value: name.value }
}

export function containers(resources: Resources): Services {
  return {
    eks: item(undefined, { clusters: listOf(resources, 'aws_eks_cluster', cluster) }),
    lambda: item(undefined, { functions: functions(resources) }),
  }
}

function functions(resources: Resources): readonly Item[] {
  const own = resources.of('aws_lambda_function')
  const lost = resources.orphans('aws_lambda_permission', 'function_name', own, ['function_name'])
  return [
    ...own.map((part) =>
      item(part, {
        tracing: within(part, 'tracing_config', (at) => ({ mode: text(at, 'mode') })),
        permissions: resources
          .referring('aws_lambda_permission', 'function_name', part, ['function_name'])
          .map(permission),
      }),
    ),
    // Their function is somewhere else.
    ...(lost.length === 0 ? [] : [item(undefined, { permissions: lost.map(permission) })]),
  ]
}

function permission(part: Part): Item {
  return item(part, { principal: text(part, 'principal'), sourcearn: text(part, 'source_arn') })
}

function cluster(part: Part): Item['members'] {
  const types = texts(part, 'enabled_cluster_log_types')
  const logs = (type: string): Cell =>
    types.find(({ value }) => value === type)
      ? constant(part, true, 'enabled_cluster_log_types')
      : constant(part, false)
  const encryption = block(part, 'encryption_config')
  const provider = encryption && block(encryption, 'provider')
  const network = block(part, 'vpc_config')
  const cidrs = network === undefined ? [] : texts(network, 'public_access_cidrs')
  const secrets = encryption && texts(encryption, 'resources').some(({ value }) => value === 'secrets')
  return {
    logging: item(part, {
      api: logs('api'),
      audit: logs('audit'),
      authenticator: logs('authenticator'),
      controllermanager: logs('controllerManager'),
      scheduler: logs('scheduler'),
    }),
    encryption: item(encryption ?? part, {
      secrets: encryption ? constant(encryption, secrets === true, 'resources') : constant(part, false),
      kmskeyid: provider ? text(provider, 'key_arn') : constant(part, ''),
    }),
    publicaccessenabled: network ? flag(network, 'endpoint_public_access', true) : constant(part, true),
    publicaccesscidrs: network !== undefined && cidrs.length === 0 ? [constant(network, '0.0.0.0/0')] : cidrs,
  }
}

export function databases(resources: Resources): Services {
  const table = (part: Part): Item['members'] => ({
    serversideencryption: within(part, 'server_side_encryption', (at) => ({
      enabled: flag(at, 'enabled'),
      kmskeyid: text(at, 'kms_key_arn', at === part ? '' : 'alias/aws/dynamodb'),
    })),
    pointintimerecovery: flag(block(part, 'point_in_time_recovery') ?? part, 'enabled'),
  })
  return {
    dynamodb: item(undefined, {
      tables: listOf(resources, 'aws_dynamodb_table', table),
      daxclusters: listOf(resources, 'aws_dax_cluster', table),
    }),
    elasticache: item(undefined, {
      clusters: listOf(resources, 'aws_elasticache_cluster', (part) => ({
        engine: text(part, 'engine'),
        nodetype: text(part, 'node_type'),
        snapshotretentionlimit: number(part, 'snapshot_retention_limit'),
      })),
      replicationgroups: listOf(resources, 'aws_elasticache_replication_group', (part) => ({
        transitencryptionenabled: flag(part, 'transit_encryption_enabled'),
        atrestencryptionenabled: flag(part, 'at_rest_encryption_enabled'),
      })),
      securitygroups: listOf(resources, 'aws_elasticache_security_group', described),
    }),
    redshift: item(undefined, {
      clusters: listOf(resources, 'aws_redshift_cluster', (part) => ({
        publiclyaccessible: flag(part, 'publicly_accessible', true),
        encryption: item(part, { enabled: flag(part, 'encrypted'), kmskeyid: text(part, 'kms_key_id') }),
        subnetgroupname: text(part, 'cluster_subnet_group_name'),
      })),
      securitygroups: listOf(resources, 'aws_redshift_security_group', described),
    }),
  }
}

function described(part: Part): Item['members'] {
  return { description: text(part, 'description', 'Managed by Terraform') }
}

/** What a block says, or its defaults on the resource where there is none. */
function within(part: Part, name: string, members: (at: Part) => Item['members']): Item {
  const at = block(part, name) ?? part
  return item(at, members(at))
}

function is(part: Part, name: string, wanted: string): Cell {
  return { ...text(part, name), value: argument(part, name) === wanted }
}
