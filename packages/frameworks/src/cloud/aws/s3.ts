import { isUnknown } from '@regraft/model'
import { argument, block, blocks, type Part } from '../part.ts'
import type { Resources } from '../resources.ts'
import { type Cell, constant, flag, type Item, item, text, texts } from '../state.ts'
import { policyIn } from './policy.ts'

/** Buckets with what other resources say of them. */
export function s3(resources: Resources): Item {
  return item(undefined, { buckets: resources.of('aws_s3_bucket').map((part) => bucket(resources, part)) })
}

function bucket(resources: Resources, part: Part): Item {
  const related = (type: string): readonly Part[] => resources.referring(type, 'bucket', part, ['bucket'])
  const [access] = related('aws_s3_bucket_public_access_block')
  const [acl] = related('aws_s3_bucket_acl')
  return item(part, {
    name: text(part, 'bucket'),
    acl: text(acl !== undefined && argument(part, 'acl') === undefined ? acl : part, 'acl', 'private'),
    encryption: encryption(part, related('aws_s3_bucket_server_side_encryption_configuration')[0]),
    versioning: versioning(part, related('aws_s3_bucket_versioning')[0]),
    logging: logging(part, related('aws_s3_bucket_logging')[0]),
    publicaccessblock: access && publicAccessBlock(access),
    bucketpolicies: related('aws_s3_bucket_policy').flatMap((policy) => policyIn(policy) ?? []),
    grants: grants(part, acl),
  })
}

function publicAccessBlock(part: Part): Item {
  return item(part, {
    blockpublicacls: flag(part, 'block_public_acls'),
    blockpublicpolicy: flag(part, 'block_public_policy'),
    ignorepublicacls: flag(part, 'ignore_public_acls'),
    restrictpublicbuckets: flag(part, 'restrict_public_buckets'),
  })
}

const algorithms: readonly unknown[] = ['AES256', 'aws:kms', 'aws:kms:dsse', 'aws:fsx']

function encryption(part: Part, other: Part | undefined): Item {
  const own = block(part, 'server_side_encryption_configuration') ?? other
  const by = own && block(own, 'rule', 'apply_server_side_encryption_by_default')
  if (own === undefined || by === undefined) {
    const at = own ?? part
    return item(at, { enabled: constant(at, false), algorithm: constant(at, ''), kmskeyid: constant(at, '') })
  }
  const algorithm = argument(by, 'sse_algorithm')
  const enabled = isUnknown(algorithm) || algorithms.includes(algorithm)
  return item(own, {
    enabled: constant(by, enabled, 'sse_algorithm'),
    algorithm: text(by, 'sse_algorithm'),
    kmskeyid: text(by, 'kms_master_key_id'),
  })
}

function versioning(part: Part, other: Part | undefined): Item {
  const configuration = other && block(other, 'versioning_configuration')
  if (other !== undefined)
    return item(other, {
      enabled: configuration === undefined ? constant(other, false) : says(configuration, 'status'),
      mfadelete: configuration === undefined ? constant(other, false) : says(configuration, 'mfa_delete'),
    })
  const own = block(part, 'versioning')
  return item(part, {
    enabled: own === undefined ? constant(part, false) : flag(own, 'enabled', true),
    mfadelete: own === undefined ? constant(part, false) : flag(own, 'mfa_delete'),
  })
}

/** Whether an argument is `Enabled`, in whatever case. */
function says(part: Part, name: string): Cell {
  const { value, ...cell } = text(part, name)
  return { ...cell, value: typeof value === 'string' && value.toLowerCase() === 'enabled' }
}

function logging(part: Part, other: Part | undefined): Item {
  const own = block(part, 'logging') ?? other
  if (own === undefined)
    return item(part, { enabled: constant(part, false), targetbucket: constant(part, '') })
  return item(own, {
    enabled: constant(own, argument(own, 'target_bucket') !== undefined, 'target_bucket'),
    targetbucket: text(own, 'target_bucket'),
  })
}

function grants(part: Part, acl: Part | undefined): readonly Item[] {
  const policy = acl && block(acl, 'access_control_policy')
  if (policy === undefined)
    return blocks(part, 'grant').map((grant) =>
      item(grant, { permissions: texts(grant, 'permissions'), grantee: grantee(grant) }),
    )
  return blocks(policy, 'grant').map((grant) => {
    const to = block(grant, 'grantee')
    return item(grant, { permissions: [text(grant, 'permission')], grantee: to && grantee(to) })
  })
}

function grantee(part: Part): Item {
  return item(part, { type: text(part, 'type'), uri: text(part, 'uri') })
}
