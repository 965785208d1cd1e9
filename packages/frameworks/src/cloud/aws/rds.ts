import type { Part } from '../part.ts'
import type { Resources } from '../resources.ts'
import { type Cell, constant, flag, type Item, item, number, text, texts } from '../state.ts'

/** What a cluster is called by its instances. */
const names = ['cluster_identifier']

export function rds(resources: Resources): Item {
  const clusters = resources.of('aws_rds_cluster')
  const lost = resources.orphans('aws_rds_cluster_instance', 'cluster_identifier', clusters, names)
  return item(undefined, {
    instances: resources.of('aws_db_instance').map(instance),
    clusters: [
      ...clusters.map((part) => cluster(resources, part)),
      // Their cluster is somewhere else.
      ...(lost.length === 0 ? [] : [item(undefined, { instances: lost.map(clusterInstance) })]),
    ],
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

function clusterInstance(part: Part): Item {
  const { members } = instance(part)
  // Trivy's own name for the instance that a member of a cluster is.
  const own = item(part, members)
  return item(part, { clusteridentifier: text(part, 'cluster_identifier'), instance: own, ...members })
}

function cluster(resources: Resources, part: Part): Item {
  const parts = resources.referring('aws_rds_cluster_instance', 'cluster_identifier', part, names)
  const open = parts.map((each) => flag(each, 'publicly_accessible')).find(({ value }) => value === true)
  const publicaccess: Cell = open ?? constant(part, false)
  return item(part, {
    backupretentionperioddays: number(part, 'backup_retention_period', 1),
    replicationsourcearn: text(part, 'replication_source_identifier'),
    performanceinsights: performanceInsights(part),
    instances: parts.map(clusterInstance),
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
