import {
  type Context,
  definePolicy,
  fix,
  isUnknown,
  label,
  namesOf,
  type ResourceOf,
  refersTo,
} from '../../src/index.ts'

const settings = [
  'block_public_acls',
  'block_public_policy',
  'restrict_public_buckets',
  'ignore_public_acls',
] as const
const uses = [
  'aws_s3_account_public_access_block',
  'aws_s3_bucket_acl',
  'aws_s3_bucket_ownership_controls',
  'aws_s3_bucket_policy',
  'aws_s3_bucket_public_access_block',
  'aws_s3_bucket_website_configuration',
] as const

type Bucket = ResourceOf<'aws_s3_bucket'>
type BucketContext = Context<'aws_s3_bucket', (typeof uses)[number], Record<never, never>>

/** policies/aws/s3-public-access-block-missing in TypeScript: looks at other resources and adds one. */
export const publicAccessBlock = definePolicy({
  id: 'aws/s3-public-access-block-missing',
  title: 'S3 bucket has no public access block',
  severity: 'low',
  resources: ['aws_s3_bucket'],
  uses,
  fix: 'safe',
  aliases: ['AVD-AWS-0094', 'CKV2_AWS_6'],
  controls: { 'cis-aws-3.0': ['2.1.4'] },
  check(bucket, context) {
    const { address, related, report } = context
    const names = namesOf(address, bucket.bucket)
    const accountBlocks = related('aws_s3_account_public_access_block').some(({ resource }) =>
      settings.every((setting) => resource[setting] === true),
    )
    const blocks = related('aws_s3_bucket_public_access_block')
    if (accountBlocks || blocks.some(({ resource }) => refersTo(resource.bucket, names))) return
    const regional = bucket.region !== undefined && !inline(bucket)
    const block = fix.addResource('aws_s3_bucket_public_access_block', label(address), {
      ...(regional ? { region: fix.self('region') } : {}),
      bucket: fix.self('id'),
      block_public_acls: true,
      block_public_policy: true,
      // OPA's Wasm walks an object in an order of its own, another one with a region than without.
      ...(regional ? { restrict_public_buckets: true } : {}),
      ignore_public_acls: true,
      restrict_public_buckets: true,
    })
    const title = 'Add a public access block'
    const because = 'something here lets others reach the bucket; where that is public it stops'
    report({
      message: 'the bucket has no public access block',
      path: [],
      fix: wanted(bucket, context, names) ? fix.unsafe(block, title, because) : fix.safe(block, title),
    })
  },
})

/** Written as before version 4 of the provider, with its settings inside. */
function inline(bucket: Bucket): boolean {
  return [
    ...[bucket.acl, bucket.cors_rule, bucket.grant, bucket.lifecycle_rule, bucket.logging],
    ...[bucket.replication_configuration, bucket.server_side_encryption_configuration],
    ...[bucket.versioning, bucket.website],
  ].some((argument) => argument !== undefined)
}

/** Something in the configuration lets others in. */
function wanted(bucket: Bucket, { related }: BucketContext, names: readonly string[]): boolean {
  const own = (acl: unknown): boolean => acl === 'log-delivery-write' || acl === 'private'
  const serves = ({ resource }: { readonly resource: { readonly bucket?: unknown } }): boolean =>
    refersTo(resource.bucket, names)
  return (
    related('aws_s3_bucket_acl').some((it) => serves(it) && !own(it.resource.acl ?? '')) ||
    related('aws_s3_bucket_ownership_controls').some((it) => serves(it) && keepsAcls(it.resource)) ||
    related('aws_s3_bucket_policy').some(serves) ||
    related('aws_s3_bucket_website_configuration').some(serves) ||
    !own(bucket.acl ?? 'private') ||
    [bucket.grant, bucket.policy, bucket.website].some((argument) => argument !== undefined)
  )
}

function keepsAcls({ rule }: ResourceOf<'aws_s3_bucket_ownership_controls'>): boolean {
  if (rule === undefined || isUnknown(rule)) return false
  return rule.object_ownership !== undefined && rule.object_ownership !== 'BucketOwnerEnforced'
}
