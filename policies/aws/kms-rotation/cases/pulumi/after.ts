import * as aws from '@pulumi/aws'

// Encrypts invoices.
export const invoices = new aws.kms.Key('invoices', {
  description: 'Encrypts invoices',
  deletionWindowInDays: 30, // as long as there is
  enableKeyRotation: true,
})
