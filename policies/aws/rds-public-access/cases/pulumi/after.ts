import * as aws from '@pulumi/aws'

const shop = new aws.rds.Instance('shop', {
  engine: 'postgres',
  instanceClass: 'db.t4g.micro',
  publiclyAccessible: false,
})

export const address = shop.address
