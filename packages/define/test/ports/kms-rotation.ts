import { definePolicy, fix, known } from '../../src/index.ts'

/** policies/aws/kms-rotation in TypeScript: sets a value. */
export const kmsRotation = definePolicy({
  id: 'aws/kms-rotation',
  title: 'KMS key is never rotated',
  description: 'With rotation less depends on any one key.',
  severity: 'low',
  resources: ['aws_kms_key'],
  fix: 'safe',
  aliases: ['AVD-AWS-0065', 'CKV_AWS_7', 'kics:22fbfeac-7b5a-421a-8a27-7a2178bb910b'],
  controls: { 'cis-aws-3.0': ['3.6'] },
  check(key, { report }) {
    if (key.enable_key_rotation === true) return
    // KMS refuses to rotate other keys.
    const rotatable =
      (key.key_usage ?? 'ENCRYPT_DECRYPT') === 'ENCRYPT_DECRYPT' &&
      (key.customer_master_key_spec ?? 'SYMMETRIC_DEFAULT') === 'SYMMETRIC_DEFAULT' &&
      known(key.is_enabled) !== false &&
      key.custom_key_store_id === undefined &&
      key.xks_key_id === undefined
    if (!rotatable) return
    report({
      message: 'the key is not rotated',
      path: ['enable_key_rotation'],
      fix: fix.safe(fix.set(true), 'Turn yearly rotation on'),
    })
  },
})
