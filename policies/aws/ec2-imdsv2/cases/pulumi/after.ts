import * as aws from '@pulumi/aws'

new aws.ec2.Instance('web', {
  ami: 'ami-0abcdef1234567890',
  instanceType: 't3.micro',
  metadataOptions: {
    httpEndpoint: 'enabled',
    httpTokens: 'required',
  },
})
