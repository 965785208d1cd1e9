import { definePolicy, fix, isUnknown } from '@regraft/define'

export default definePolicy({
  id: 'acme/queue-encryption',
  title: 'Queue is not encrypted',
  description: 'What waits in the queue can be read by whoever reads its storage.',
  severity: 'medium',
  resources: ['aws_sqs_queue'],
  fix: 'safe',
  check(queue, { report }) {
    // A key of one's own encrypts too, also one that is not known here.
    if (isUnknown(queue.kms_master_key_id) || queue.kms_master_key_id) return
    if (queue.sqs_managed_sse_enabled !== true)
      report({
        message: 'the queue is not encrypted',
        path: ['sqs_managed_sse_enabled'],
        fix: fix.safe(fix.set(true), 'Encrypt it with a key of SQS'),
      })
  },
})
