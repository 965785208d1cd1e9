import { describe, expect, it } from 'vitest'
import { header, inputOf, loadAll, resources } from './pulumi-support.ts'

const input = (args: string, type = 'ec2.Instance', before = ''): unknown =>
  inputOf(`${header}${before}\nnew aws.${type}("n", ${args});`)

describe('names and shapes', () => {
  it('are those of Terraform, at any depth', () => {
    expect(
      input(`{
        instanceType: "t3.micro",
        metadataOptions: { httpTokens: "optional", instanceMetadataTags: "enabled" },
        ebsBlockDevices: [{ deviceName: "sdb", encrypted: false }],
        vpcSecurityGroupIds: ["sg-1"],
        tags: { Name: "n", camelCase: "kept" },
      }`),
    ).toEqual({
      instance_type: 't3.micro',
      metadata_options: { http_tokens: 'optional', instance_metadata_tags: 'enabled' },
      ebs_block_device: [{ device_name: 'sdb', encrypted: false }],
      vpc_security_group_ids: ['sg-1'],
      tags: { Name: 'n', camelCase: 'kept' },
    })
  })

  it('keep ingress singular, as Pulumi does', () => {
    expect(input('{ ingress: [{ fromPort: 22, cidrBlocks: ["0.0.0.0/0"] }] }', 'ec2.SecurityGroup')).toEqual({
      ingress: [{ from_port: 22, cidr_blocks: ['0.0.0.0/0'] }],
    })
  })

  it('bring one object where Terraform has a list, and a list of one where it has an object', () => {
    expect(input('{ abacStatus: { status: "Enabled" } }', 's3.BucketAbac')).toEqual({
      abac_status: [{ status: 'Enabled' }],
    })
    expect(input('{ aliases: [{ name: "a", zoneId: "z" }] }', 'route53.Record')).toEqual({
      alias: { name: 'a', zone_id: 'z' },
    })
    expect(input('{ targetArn: "arn" }', 'apigateway.VpcLink')).toEqual({ target_arns: ['arn'] })
  })

  it('follow renamed arguments', () => {
    expect(input('{ restApi: "id", deployment: "d" }', 'apigateway.Stage')).toEqual({
      rest_api_id: 'id',
      deployment_id: 'd',
    })
    expect(input('{ name: "f", code: "x.zip" }', 'lambda.Function')).toEqual({
      function_name: 'f',
      filename: 'x.zip',
    })
  })

  it('convert scalars as the provider does', () => {
    expect(input('{ atRestEncryptionEnabled: true }', 'elasticache.ReplicationGroup')).toEqual({
      at_rest_encryption_enabled: 'true',
    })
    expect(input('{ storageEncrypted: "true", port: "3306" }', 'rds.Instance')).toEqual({
      storage_encrypted: true,
      port: 3306,
    })
  })

  it('name an argument that the table does not know by the same rule', () => {
    expect(input('{ someNewThing: { innerPart: 1 } }')).toEqual({ some_new_thing: { innerPart: 1 } })
  })

  it('leave out what is undefined or null', () => {
    expect(input('{ ami: undefined, monitoring: null, ebsOptimized: true }')).toEqual({ ebs_optimized: true })
    expect(input('undefined')).toEqual({})
    expect(inputOf(`${header}new aws.s3.Bucket("b");`)).toEqual({})
  })

  it('read constants of the package', () => {
    expect(input('{ acl: aws.s3.CannedAcl.PublicRead }', 's3.Bucket')).toEqual({ acl: 'public-read' })
  })

  it('read policies, as objects or as JSON', () => {
    const policy = '{ Statement: [{ Effect: "Allow", Action: "*" }] }'
    expect(input(`{ policy: ${policy} }`, 'iam.Policy')).toEqual({
      policy: { Statement: [{ Effect: 'Allow', Action: '*' }] },
    })
    expect(input(`{ policy: JSON.stringify(${policy}) }`, 'iam.Policy')).toEqual({
      policy: '{"Statement":[{"Effect":"Allow","Action":"*"}]}',
    })
    expect(input('{ policy: JSON.stringify({ Resource: bucket.arn }) }', 'iam.Policy')).toEqual({
      policy: { $unknown: 'JSON.stringify({ Resource: bucket.arn })' },
    })
  })
})

describe('classes', () => {
  const types = (text: string): string[] => resources(text).map(({ type }) => type)

  it.each([
    ['import * as a from "@pulumi/aws"', 'a.s3.Bucket'],
    ['import a from "@pulumi/aws"', 'a.s3.Bucket'],
    ['import { s3 } from "@pulumi/aws"', 's3.Bucket'],
    ['import { s3 as x } from "@pulumi/aws"', 'x.Bucket'],
    ['import * as s3 from "@pulumi/aws/s3"', 's3.Bucket'],
    ['import { Bucket } from "@pulumi/aws/s3"', 'Bucket'],
    ['import { Bucket as B } from "@pulumi/aws/s3/bucket"', 'B'],
    ['import a = require("@pulumi/aws")', 'a.s3.Bucket'],
    ['const a = require("@pulumi/aws")', 'a.s3.Bucket'],
    ['const { s3 } = require("@pulumi/aws")', 's3.Bucket'],
    ['import * as a from "@pulumi/aws"; const s3 = a.s3', 's3.Bucket'],
    ['import * as a from "@pulumi/aws"', 'a.s3.BucketV2'],
  ])('%s: new %s', (imports, name) => {
    expect(types(`${imports};\nnew ${name}("b");`)).toEqual(['aws_s3_bucket'])
  })

  it.each([
    ['s3.BucketVersioning', 'aws_s3_bucket_versioning'],
    ['s3.BucketVersioningV2', 'aws_s3_bucket_versioning'],
    ['s3.BucketObjectv2', 'aws_s3_object'],
    ['s3.BucketObject', 'aws_s3_bucket_object'],
    ['s3.BucketPublicAccessBlock', 'aws_s3_bucket_public_access_block'],
    ['rds.Instance', 'aws_db_instance'],
    ['rds.Cluster', 'aws_rds_cluster'],
    ['ec2.Instance', 'aws_instance'],
    ['ec2.SecurityGroup', 'aws_security_group'],
    ['ec2.DefaultSecurityGroup', 'aws_default_security_group'],
    ['vpc.SecurityGroupIngressRule', 'aws_vpc_security_group_ingress_rule'],
    ['ec2.LaunchTemplate', 'aws_launch_template'],
    ['ebs.Volume', 'aws_ebs_volume'],
    ['ebs.EncryptionByDefault', 'aws_ebs_encryption_by_default'],
    ['kms.Key', 'aws_kms_key'],
    ['iam.AccountPasswordPolicy', 'aws_iam_account_password_policy'],
    ['iam.OpenIdConnectProvider', 'aws_iam_openid_connect_provider'],
    ['ecr.Repository', 'aws_ecr_repository'],
    ['eks.Cluster', 'aws_eks_cluster'],
    ['lb.LoadBalancer', 'aws_lb'],
    ['alb.LoadBalancer', 'aws_alb'],
    ['elb.LoadBalancer', 'aws_elb'],
    ['cloudtrail.Trail', 'aws_cloudtrail'],
    ['cloudfront.Distribution', 'aws_cloudfront_distribution'],
    ['cloudwatch.LogGroup', 'aws_cloudwatch_log_group'],
    ['cloudwatch.EventRule', 'aws_cloudwatch_event_rule'],
    ['dynamodb.Table', 'aws_dynamodb_table'],
    ['sns.Topic', 'aws_sns_topic'],
    ['sqs.Queue', 'aws_sqs_queue'],
    ['lambda.Function', 'aws_lambda_function'],
    ['lambda.CallbackFunction', 'aws_lambda_function'],
    ['apigateway.Stage', 'aws_api_gateway_stage'],
    ['cfg.Rule', 'aws_config_config_rule'],
    ['opensearch.Domain', 'aws_opensearch_domain'],
    ['codedeploy.Application', 'aws_codedeploy_app'],
    ['autoscaling.Group', 'aws_autoscaling_group'],
    ['route53.Zone', 'aws_route53_zone'],
  ])('aws.%s is %s', (name, type) => {
    expect(types(`${header}new aws.${name}("n");`)).toEqual([type])
  })

  it('of other packages, and what only looks like one, are none', () => {
    expect(types('import * as aws from "./aws";\nnew aws.s3.Bucket("b");')).toEqual([])
    expect(types(`${header}import * as awsx from "@pulumi/awsx";\nnew awsx.ec2.Vpc("v");`)).toEqual([])
    expect(types(`${header}new aws.Provider("p"); new k8s.Provider("p"); new aws.s3.Nothing("n");`)).toEqual(
      [],
    )
    expect(types(`import type { s3 } from "@pulumi/aws";\nnew s3.Bucket("b");`)).toEqual([])
  })
})

describe('Kubernetes', () => {
  it('resources are the manifests of their kinds', () => {
    const text = `${header}new k8s.apps.v1.Deployment("web", { metadata: { namespace: "prod" }, spec: { template: { spec: { hostNetwork: true } } } });`
    const [resource] = resources(text)
    expect([resource?.type, resource?.address]).toEqual(['Deployment', 'prod/Deployment/web'])
    expect(resource?.input).toEqual({
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { namespace: 'prod' },
      spec: { template: { spec: { hostNetwork: true } } },
    })
  })

  it.each([
    ['core.v1.Pod', 'v1', 'Pod'],
    ['networking.v1.Ingress', 'networking.k8s.io/v1', 'Ingress'],
    ['rbac.v1.ClusterRoleBinding', 'rbac.authorization.k8s.io/v1', 'ClusterRoleBinding'],
    ['extensions.v1beta1.Ingress', 'extensions/v1beta1', 'Ingress'],
    ['batch.v1.CronJob', 'batch/v1', 'CronJob'],
  ])('k8s.%s is %s %s', (name, apiVersion, kind) => {
    expect(inputOf(`${header}new k8s.${name}("n", {});`)).toEqual({ apiVersion, kind })
  })

  it('named imports, custom resources; not charts, patches and lists', () => {
    const text = `import { v1 } from "@pulumi/kubernetes/core";
import { Deployment } from "@pulumi/kubernetes/apps/v1";
import * as k8s from "@pulumi/kubernetes";
new v1.Pod("p"); new Deployment("d");
new k8s.apiextensions.CustomResource("c", { apiVersion: "serving.knative.dev/v1", kind: "Service", metadata: { name: "s" } });
new k8s.helm.v3.Chart("c", {}); new k8s.core.v1.PodPatch("p", {}); new k8s.core.v1.PodList("p", {}); new k8s.yaml.ConfigFile("f", {});`
    expect(resources(text).map(({ type, address }) => [type, address])).toEqual([
      ['Pod', 'Pod/p'],
      ['Deployment', 'Deployment/d'],
      ['Service.serving.knative.dev', 'Service/s'],
    ])
  })

  it('reads manifests through variables, names computed ones by their text', () => {
    const text = `${header}const labels = { app: "x" };
new k8s.core.v1.Service("s", { metadata: { name: \`\${prefix}-svc\`, labels }, spec: { selector: labels } });`
    // biome-ignore lint/suspicious/noTemplateCurlyInString: the source text
    expect(resources(text)[0]?.address).toBe('Service/${prefix}-svc')
    expect(inputOf(text)).toMatchObject({
      metadata: { labels: { app: 'x' } },
      spec: { selector: { app: 'x' } },
    })
  })
})

describe('unknown', () => {
  it('values keep their text, and name the resources of the file that they read', () => {
    const before = 'const bucket = new aws.s3.Bucket("logs");\nconst config = new pulumi.Config();'
    const text = `${header}${before}
new aws.s3.BucketPolicy("p", {
  bucket: bucket.bucketDomainName,
  policy: pulumi.interpolate\`\${bucket.arn}/*\`,
  region: config.require("region"),
});`
    expect(inputOf(text, 'aws_s3_bucket_policy.p')).toEqual({
      bucket: { $unknown: 'aws_s3_bucket.logs.bucket_domain_name', $refs: ['aws_s3_bucket.logs'] },
      // biome-ignore lint/suspicious/noTemplateCurlyInString: the source text
      policy: { $unknown: 'pulumi.interpolate`${bucket.arn}/*`', $refs: ['aws_s3_bucket.logs'] },
      region: { $unknown: 'config.require("region")' },
    })
  })

  it('references through this and variables of each function, not through parameters', () => {
    const text = `${header}class C { constructor() { this.b = new aws.s3.Bucket("b"); new aws.s3.BucketAcl("a", { bucket: this.b.id }); } }
function f() { const c = new aws.s3.Bucket("c"); new aws.s3.BucketAcl("e", { bucket: c.id }); }
function g() { const c = new aws.s3.Bucket("c2"); new aws.s3.BucketAcl("f", { bucket: c.id }); }
function h(c) { new aws.s3.BucketAcl("d", { bucket: c.id }); }`
    expect(inputOf(text, 'aws_s3_bucket_acl.a')).toEqual({
      bucket: { $unknown: 'aws_s3_bucket.b.id', $refs: ['aws_s3_bucket.b'] },
    })
    expect(inputOf(text, 'aws_s3_bucket_acl.e')).toMatchObject({ bucket: { $refs: ['aws_s3_bucket.c'] } })
    expect(inputOf(text, 'aws_s3_bucket_acl.f')).toMatchObject({ bucket: { $refs: ['aws_s3_bucket.c2'] } })
    expect(inputOf(text, 'aws_s3_bucket_acl.d')).toEqual({ bucket: { $unknown: 'c.id' } })
  })

  it('arguments, conditions, spreads and computed keys', () => {
    expect(input('args')).toEqual({ $unknown: 'args' })
    expect(input('c ? { ami: "a" } : {}')).toEqual({ $unknown: 'c ? { ami: "a" } : {}' })
    expect(input('{ ami: "a", ...rest, monitoring: true }')).toEqual({
      $unknown: 'rest',
      ami: { $unknown: 'rest' },
      monitoring: true,
    })
    expect(input('{ ami: "a", [key]: 1 }')).toMatchObject({ ami: { $unknown: '[key]: 1' } })
    expect(input('{ tags: { a: "1", ...more } }')).toEqual({
      tags: { $unknown: 'more', a: { $unknown: 'more' } },
    })
    expect(input('{ vpcSecurityGroupIds: [...ids, "sg"] }')).toEqual({
      vpc_security_group_ids: { $unknown: '[...ids, "sg"]' },
    })
    expect(inputOf(`${header}new aws.ec2.Instance(...all);`)).toEqual({ $unknown: 'all' })
  })

  it('secrets are seen', () => {
    expect(input('{ password: pulumi.secret("x") }', 'rds.Instance')).toEqual({ password: 'x' })
  })
})

describe('variables', () => {
  it('are read where nothing changes them, objects and spreads too', () => {
    const before = `const size = "t3.micro"; const common = { tags: { a: "1" }, monitoring: true };
const config = { ami: "ami-1" };`
    expect(
      input('{ ...common, instanceType: size, ami: config.ami, monitoring: false }', 'ec2.Instance', before),
    ).toEqual({
      tags: { a: '1' },
      monitoring: false,
      instance_type: 't3.micro',
      ami: 'ami-1',
    })
    expect(input('common', 'ec2.Instance', before)).toEqual({ tags: { a: '1' }, monitoring: true })
  })

  it('are unknown where something may change them', () => {
    const before = 'const common: any = { ami: "a" }; common.ami = "b"; let size = "x"; size = "y";'
    expect(input('{ ...common, instanceType: size }', 'ec2.Instance', before)).toEqual({
      $unknown: 'common',
      instance_type: { $unknown: 'size' },
    })
  })

  it('of other files are read through their exports', () => {
    const { units } = loadAll({
      'infra/index.ts': `${header}import { zone, logs } from "./shared";
import * as all from "./shared";
new aws.ec2.Instance("n", { availabilityZone: zone, ami: all.image, tags: { logs: logs.id } });`,
      'infra/shared.ts': `${header}export const zone = "eu-west-1a"; const ami = "ami-1"; export { ami as image };
export const logs = new aws.s3.Bucket("logs");`,
      'other/index.ts': `${header}new aws.s3.Bucket("logs");`,
    })
    expect(units.map(({ unit }) => [unit.id, unit.files])).toEqual([
      ['infra/index.ts', ['infra/index.ts', 'infra/shared.ts']],
      ['other/index.ts', ['other/index.ts']],
    ])
    expect(units[0]?.resources[0]?.input).toEqual({
      availability_zone: 'eu-west-1a',
      ami: 'ami-1',
      tags: { logs: { $unknown: 'aws_s3_bucket.logs.id', $refs: ['aws_s3_bucket.logs'] } },
    })
  })
})

it('addresses are unique and tell computed names by their text', () => {
  const text = `${header}const n = "x";
new aws.s3.Bucket("a"); new aws.s3.Bucket("a"); new aws.s3.Bucket(n); new aws.s3.Bucket(\`\${n}-\${i}\`); new aws.s3.Bucket(f(n));`
  expect(resources(text).map(({ address }) => address)).toEqual([
    'aws_s3_bucket.a',
    'aws_s3_bucket.a#2',
    'aws_s3_bucket.x',
    // biome-ignore lint/suspicious/noTemplateCurlyInString: the source text
    'aws_s3_bucket.${n}-${i}',
    'aws_s3_bucket.f(n)',
  ])
})

describe('hostile programs', () => {
  it('that hold one another many times over end', () => {
    const chain = Array.from({ length: 40 }, (_, i) => `const v${i + 1} = { a: v${i}, b: v${i} };`).join('\n')
    const spread = Array.from({ length: 40 }, (_, i) => `const s${i + 1} = { ...s${i}, ...s${i} };`).join(
      '\n',
    )
    const text = `${header}const v0 = { x: 1 }; const s0 = { y: 1 };\n${chain}\n${spread}
new aws.ec2.Instance("n", { tags: v40 }); new aws.ec2.Instance("m", { ...s40 }); const c = { ...c };\nnew aws.s3.Bucket("b", c);`
    expect(resources(text).length).toBe(3)
  })

  it('with keys of the prototype stay plain data', () => {
    const found = input('{ tags: { __proto__: "x", constructor: "y", ["__proto__"]: "z" } }') as {
      tags: object
    }
    expect(Object.keys(found.tags)).toEqual(['__proto__', 'constructor'])
    expect(Object.getPrototypeOf(found.tags)).toBe(Object.prototype)
  })

  it('that do not parse have the resources that can be read, or none', () => {
    expect(resources(`${header}new aws.s3.Bucket("b", { acl: "x" `).length).toBe(1)
    expect(resources(`${header}${'('.repeat(100_000)}`)).toEqual([])
  })
})
