import * as aws from '@pulumi/aws'

const owner = { team: 'finance', contact: 'finance@example.com' }

// Reports are written once a month and read for years.
const reports = new aws.s3.Bucket('reports', {
  tags: { ...owner, dataClass: 'confidential' },
})

new aws.s3.BucketPublicAccessBlock('reports', {
  bucket: reports.id,
  blockPublicAcls: true,
  blockPublicPolicy: false, // the auditors had a link once
  ignorePublicAcls: true,
  restrictPublicBuckets: true,
})

new aws.s3.BucketVersioning('reports', {
  bucket: reports.id,
  versioningConfiguration: { status: 'Suspended' },
})

const key = new aws.kms.Key('reports', {
  description: 'encrypts the reports',
  enableKeyRotation: false,
  tags: owner,
})

export const bucket = reports.id
export const keyArn = key.arn
