import type { Part } from '../part.ts'
import type { Resources } from '../resources.ts'
import { type Cell, constant, flag, item, type Item, number, text, texts } from '../state.ts'

export function rds(resources: Resources): Item {
  return item(undefined, {
    instances: resources.of('aws_db_instance').map(instance),
    clusters: resources.of('aws_rds_cluster').map((part) => cluster(resources, part)),
    classic: item(undefined, {
      dbsecuritygroups: resources
        .of('aws_db_security_group', 'aws_redshift_security_group', 'aws_elasticache_security_group')
        .map((part) => item(part, {})),
    }),
    snapshots: resources
      .of('aws_db_snapshot')
      .map((part) =>
        item(part, { encrypted: flag(part, 'encrypted', true), kmskeyid: text(part, 'kms_key_id') }),
      ),
  })
}

function instance(part: Part): Item {
  return item(part, {
    backupretentionperioddays: number(part, 'backup_retention_period'),
    replicationsourcearn: text(part, 'replicate_source_db'),
    performanceinsights: performanceInsights(part),
    encryption: encryption(part),
    publicaccess: flag(part, 'publicly_accessible'),
    engine: text(part, 'engine', 'aurora'),
    engineversion: text(part, 'engine_version'),
    iamauthenabled: flag(part, 'iam_database_authentication_enabled'),
    deletionprotection: flag(part, 'deletion_protection'),
    storageencrypted: flag(part, 'storage_encrypted', true),
    autominorversionupgrade: flag(part, 'auto_minor_version_upgrade'),
    multiaz: flag(part, 'multi_az'),
    dbinstanceidentifier: text(part, 'identifier'),
    enabledcloudwatchlogsexports: texts(part, 'enabled_cloudwatch_logs_exports'),
  })
}

function cluster(resources: Resources, part: Part): Item {
  const parts = resources.referring('aws_rds_cluster_instance', 'cluster_identifier', part, [
    'cluster_identifier',
  ])
  const instances = parts.map((each): Item => {
    const { members } = instance(each)
    return item(each, {
      clusteridentifier: text(each, 'cluster_identifier'),
      // Trivy's own name for the instance that a member of a cluster is.
      instance: item(each, members),
      ...members,
    })
  })
  const open = parts.map((each) => flag(each, 'publicly_accessible')).find(({ value }) => value === true)
  const publicaccess: Cell = open ?? constant(part, false)
  return item(part, {
    backupretentionperioddays: number(part, 'backup_retention_period', 1),
    replicationsourcearn: text(part, 'replication_source_identifier'),
    performanceinsights: performanceInsights(part),
    instances,
    encryption: encryption(part),
    publicaccess,
    engine: text(part, 'engine', 'aurora'),
    deletionprotection: flag(part, 'deletion_protection'),
  })
}

function performanceInsights(part: Part): Item {
  return item(part, {
    enabled: flag(part, 'performance_insights_enabled'),
    kmskeyid: text(part, 'performance_insights_kms_key_id'),
  })
}

function encryption(part: Part): Item {
  return item(part, { encryptstorage: flag(part, 'storage_encrypted'), kmskeyid: text(part, 'kms_key_id') })
}
