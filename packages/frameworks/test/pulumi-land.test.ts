import { describe, expect, it } from 'vitest'
import { header, landed, put, remove, textOf } from './pulumi-support.ts'

const instance = 'aws_instance.web'

describe('put', () => {
  it.each([
    [
      'a value that is there',
      'new aws.ec2.Instance("web", { metadataOptions: { httpTokens: "optional" } });',
      ['metadata_options', 'http_tokens'],
      'required',
      'new aws.ec2.Instance("web", { metadataOptions: { httpTokens: "required" } });',
    ],
    [
      'a new argument in lines',
      'new aws.ec2.Instance("web", {\n    ami: "a", // which\n});\n',
      ['metadata_options'],
      { http_endpoint: 'enabled', http_tokens: 'required' },
      'new aws.ec2.Instance("web", {\n    ami: "a", // which\n    metadataOptions: {\n        httpEndpoint: "enabled",\n        httpTokens: "required",\n    },\n});\n',
    ],
    [
      'a new argument on one line',
      'new aws.ec2.Instance("web", { ami: "a" });',
      ['root_block_device', 'encrypted'],
      true,
      'new aws.ec2.Instance("web", { ami: "a", rootBlockDevice: { encrypted: true } });',
    ],
    [
      'inside the first of a list',
      'new aws.ec2.Instance("web", { ebsBlockDevices: [{ deviceName: "a" }, { deviceName: "b" }] });',
      ['ebs_block_device', 1, 'encrypted'],
      true,
      'new aws.ec2.Instance("web", { ebsBlockDevices: [{ deviceName: "a" }, { deviceName: "b", encrypted: true }] });',
    ],
    [
      'one more of a list',
      'new aws.ec2.Instance("web", { vpcSecurityGroupIds: ["a"] });',
      ['vpc_security_group_ids', 1],
      'b',
      'new aws.ec2.Instance("web", { vpcSecurityGroupIds: ["a", "b"] });',
    ],
    [
      'a list with its first object',
      'new aws.ec2.Instance("web", { ami: "a" });',
      ['ebs_block_device'],
      [{ device_name: 'sdb', encrypted: true }],
      'new aws.ec2.Instance("web", { ami: "a", ebsBlockDevices: [{ deviceName: "sdb", encrypted: true }] });',
    ],
    [
      'a key of a map as it is',
      'new aws.ec2.Instance("web", { tags: { Name: "x" } });',
      ['tags', 'cost_center'],
      '7',
      'new aws.ec2.Instance("web", { tags: { Name: "x", cost_center: "7" } });',
    ],
    [
      'the arguments',
      'new aws.ec2.Instance("web");',
      ['monitoring'],
      true,
      'new aws.ec2.Instance("web", { monitoring: true });',
    ],
    [
      'the arguments before options',
      'new aws.ec2.Instance("web", undefined, { protect: true });',
      ['monitoring'],
      true,
      'new aws.ec2.Instance("web", { monitoring: true }, { protect: true });',
    ],
    [
      'over undefined',
      'new aws.ec2.Instance("web", { monitoring: undefined });',
      ['monitoring'],
      true,
      'new aws.ec2.Instance("web", { monitoring: true });',
    ],
    [
      'a shorthand',
      'const monitoring = false;\nexport const x = monitoring;\nnew aws.ec2.Instance("web", { monitoring });',
      ['monitoring'],
      true,
      'const monitoring = false;\nexport const x = monitoring;\nnew aws.ec2.Instance("web", { monitoring: true });',
    ],
    [
      'an object member by member',
      'new aws.ec2.Instance("web", { metadataOptions: { httpTokens: "optional", /* c */ httpEndpoint: "enabled" } });',
      ['metadata_options'],
      { http_tokens: 'required', http_endpoint: 'enabled', http_put_response_hop_limit: 1 },
      'new aws.ec2.Instance("web", { metadataOptions: { httpTokens: "required", /* c */ httpEndpoint: "enabled", httpPutResponseHopLimit: 1 } });',
    ],
    [
      'with CRLF and tabs, in the quotes that most have',
      "new aws.ec2.Instance('web', {\r\n\tami: 'a'\r\n})\r\n",
      ['metadata_options', 'http_tokens'],
      'required',
      "new aws.ec2.Instance('web', {\r\n\tami: 'a',\r\n\tmetadataOptions: {\r\n\t\thttpTokens: \"required\"\r\n\t}\r\n})\r\n",
    ],
  ])('%s', (_, text, path, value, expected) => {
    expect(put(text, instance, path, value)).toBe(expected)
  })

  it('spells what Pulumi spells otherwise', () => {
    const bucket = 'new aws.s3.BucketWebsiteConfiguration("w", { bucket: "b" });'
    expect(put(bucket, 'aws_s3_bucket_website_configuration.w', ['index_document'], { suffix: 'i' })).toBe(
      'new aws.s3.BucketWebsiteConfiguration("w", { bucket: "b", indexDocument: { suffix: "i" } });',
    )
    expect(
      put(
        'new aws.s3.BucketAbac("a", { bucket: "b" });',
        'aws_s3_bucket_abac.a',
        ['abac_status'],
        [{ status: 'Enabled' }],
      ),
    ).toBe('new aws.s3.BucketAbac("a", { bucket: "b", abacStatus: { status: "Enabled" } });')
    expect(
      put(
        'new aws.s3.BucketAbac("a", { abacStatus: { status: "x" } });',
        'aws_s3_bucket_abac.a',
        ['abac_status', 0, 'status'],
        'y',
      ),
    ).toBe('new aws.s3.BucketAbac("a", { abacStatus: { status: "y" } });')
    expect(
      put(
        'new aws.ec2.SecurityGroup("s", {});',
        'aws_security_group.s',
        ['ingress'],
        [{ from_port: 1, to_port: 1, protocol: 'tcp' }],
      ),
    ).toContain('ingress: [\n        {\n            fromPort: 1,')
  })

  it('replaces a constant of the package by its string', () => {
    expect(
      put(
        'new aws.s3.Bucket("b", { acl: aws.s3.CannedAcl.PublicRead });',
        'aws_s3_bucket.b',
        ['acl'],
        'private',
      ),
    ).toBe('new aws.s3.Bucket("b", { acl: "private" });')
  })

  it('edits manifests with their own names', () => {
    const text =
      'new k8s.core.v1.Pod("p", { spec: { containers: [{ name: "c", securityContext: { privileged: true } }] } });'
    expect(put(text, 'Pod/p', ['spec', 'containers', 0, 'securityContext', 'privileged'], false)).toBe(
      text.replace('true', 'false'),
    )
    expect(
      put(text, 'Pod/p', ['spec', 'containers', 0, 'securityContext', 'capabilities', 'drop'], ['ALL']),
    ).toBe(text.replace('privileged: true', 'privileged: true, capabilities: { drop: ["ALL"] }'))
    expect(put('new k8s.core.v1.Pod("p");', 'Pod/p', ['spec', 'hostNetwork'], false)).toBe(
      'new k8s.core.v1.Pod("p", {\n    spec: {\n        hostNetwork: false,\n    },\n});',
    )
  })

  it.each([
    ['an argument that the provider does not have', '{}', ['no_such'], 1, '!NOT_IN_SCHEMA'],
    ['a value of another type', '{}', ['monitoring'], 'yes', '!NOT_IN_SCHEMA'],
    ['a block as an attribute', '{}', ['ebs_block_device'], { encrypted: true }, '!NOT_IN_SCHEMA'],
    [
      'a block without what it requires',
      '{}',
      ['ebs_block_device'],
      [{ encrypted: true }],
      '!REQUIRED_ARGUMENT',
    ],
    [
      'into what is computed',
      '{ metadataOptions: f() }',
      ['metadata_options', 'http_tokens'],
      'x',
      '!COMPUTED',
    ],
    ['over what is computed', '{ monitoring: config.get("m") }', ['monitoring'], true, '!COMPUTED'],
    ['before a spread', '{ monitoring: false, ...rest }', ['monitoring'], true, '!COMPUTED'],
    ['a list with a gap', '{ vpcSecurityGroupIds: [] }', ['vpc_security_group_ids', 2], 'x', '!WRONG_SHAPE'],
    ['into a scalar', '{ tags: "x" }', ['tags', 'a'], 'x', '!WRONG_SHAPE'],
    ['into arguments that are computed', 'args', ['monitoring'], true, '!COMPUTED'],
    ['the resource', '{}', [], {}, '!WRONG_SHAPE'],
    ['a reference to itself', '{}', ['ami'], { $ref: ['$self', 'id'] }, '!WRONG_SHAPE'],
  ])('refuses %s', (_, args, path, value, code) => {
    expect(put(`new aws.ec2.Instance("web", ${args});`, instance, path, value)).toBe(code)
  })
})

describe('variables', () => {
  it('that nothing else uses are edited where they stand', () => {
    expect(
      put(
        'const on = false;\nnew aws.ec2.Instance("web", { monitoring: on });',
        instance,
        ['monitoring'],
        true,
      ),
    ).toBe('const on = true;\nnew aws.ec2.Instance("web", { monitoring: on });')
    expect(
      put(
        'const args = { ami: "a" };\nnew aws.ec2.Instance("web", args);',
        instance,
        ['metadata_options', 'http_tokens'],
        'x',
      ),
    ).toBe(
      'const args = { ami: "a", metadataOptions: { httpTokens: "x" } };\nnew aws.ec2.Instance("web", args);',
    )
  })

  it('that only the same argument of others uses are edited once, and the landing names the others', () => {
    const text = `const options = { httpTokens: "optional" };
new aws.ec2.Instance("web", { metadataOptions: options });
new aws.ec2.Instance("db", { metadataOptions: options });`
    const outcome = landed({ 'index.ts': header + text }, instance, {
      kind: 'put',
      path: ['metadata_options', 'http_tokens'],
      value: 'required',
    })
    expect(textOf(outcome)).toBe(text.replace('optional', 'required'))
    expect(outcome).toMatchObject({
      landing: { also: [{ address: 'aws_instance.db', path: ['metadata_options', 'http_tokens'] }] },
    })
  })

  it.each([
    [
      'elsewhere in the program',
      'const on = false;\nconsole.log(on);\nnew aws.ec2.Instance("web", { monitoring: on });',
      'const on = false;\nconsole.log(on);\nnew aws.ec2.Instance("web", { monitoring: true });',
    ],
    [
      'by another argument',
      'const on = false;\nnew aws.ec2.Instance("web", { monitoring: on, hibernation: on });',
      'const on = false;\nnew aws.ec2.Instance("web", { monitoring: true, hibernation: on });',
    ],
    [
      'by another kind of resource',
      'const args = { monitoring: false };\nnew aws.ec2.Instance("web", args);\nnew aws.ec2.LaunchTemplate("t", args);',
      'const args = { monitoring: false };\nnew aws.ec2.Instance("web", { ...args, monitoring: true });\nnew aws.ec2.LaunchTemplate("t", args);',
    ],
    [
      'by a spread elsewhere',
      'const base = { monitoring: false };\nnew Other({ ...base });\nnew aws.ec2.Instance("web", {\n    ...base,\n    ami: "a",\n});',
      'const base = { monitoring: false };\nnew Other({ ...base });\nnew aws.ec2.Instance("web", {\n    ...base,\n    ami: "a",\n    monitoring: true,\n});',
    ],
    [
      'in other files',
      'export const on = false;\nnew aws.ec2.Instance("web", { monitoring: on });',
      'export const on = false;\nnew aws.ec2.Instance("web", { monitoring: true });',
    ],
  ])('that are used %s are overridden where they are used', (_, text, expected) => {
    expect(put(text, instance, ['monitoring'], true)).toBe(expected)
  })

  it('of which only a deeper part would change are left alone', () => {
    const text =
      'const args = { tags: { a: "1" } };\nnew Other({ ...args });\nnew aws.ec2.Instance("web", args);'
    expect(put(text, instance, ['tags', 'a'], '2')).toBe('!SHARED_VALUE')
  })

  it('of another file are edited there when nothing else uses them, which exports say of none', () => {
    const texts = {
      'index.ts': `${header}import { on } from "./shared";\nnew aws.ec2.Instance("web", { monitoring: on });`,
      'shared.ts': `${header}export const on = false;`,
    }
    const outcome = landed(texts, instance, { kind: 'put', path: ['monitoring'], value: true })
    expect(textOf(outcome)).toBe(
      'import { on } from "./shared";\nnew aws.ec2.Instance("web", { monitoring: true });',
    )
  })
})

describe('remove and rename', () => {
  it.each([
    ['an argument', '{ ami: "a", monitoring: true }', ['monitoring'], '{ ami: "a" }'],
    [
      'an item',
      '{ vpcSecurityGroupIds: ["a", "b"] }',
      ['vpc_security_group_ids', 0],
      '{ vpcSecurityGroupIds: ["b"] }',
    ],
    ['a computed item in a map', '{ tags: { a: "1", b: "2" } }', ['tags', 'a'], '{ tags: { b: "2" } }'],
    ['what is not there', '{ ami: "a" }', ['monitoring'], '{ ami: "a" }'],
    ['what is computed', '{ monitoring: f() }', ['monitoring'], '!COMPUTED'],
    ['behind a spread', '{ ...rest, monitoring: true }', ['monitoring'], '!TYPESCRIPT_SPREAD'],
  ])('%s', (_, args, path, expected) => {
    const text = `new aws.ec2.Instance("web", ${args});`
    const outcome = remove(text, instance, path)
    expect(outcome).toBe(expected.startsWith('!') ? expected : `new aws.ec2.Instance("web", ${expected});`)
  })

  it('keeps the variable of a removed argument', () => {
    const text = 'const on = true;\nnew aws.ec2.Instance("web", { ami: "a", monitoring: on });'
    expect(remove(text, instance, ['monitoring'])).toBe(
      'const on = true;\nnew aws.ec2.Instance("web", { ami: "a" });',
    )
  })

  it('refuses what the provider requires and what others share', () => {
    expect(remove('new aws.s3.BucketAcl("a", { bucket: "b" });', 'aws_s3_bucket_acl.a', ['bucket'])).toBe(
      '!REQUIRED_ARGUMENT',
    )
    const text =
      'const args = { monitoring: true };\nnew Other({ ...args });\nnew aws.ec2.Instance("web", args);'
    expect(remove(text, instance, ['monitoring'])).toBe('!SHARED_VALUE')
  })

  it('renames to the name of the program', () => {
    const rename = (text: string, from: string, to: string): string =>
      textOf(landed({ 'index.ts': header + text }, instance, { kind: 'rename', path: [from], to }))
    expect(rename('new aws.ec2.Instance("web", { userData: "x" });', 'user_data', 'user_data_base64')).toBe(
      'new aws.ec2.Instance("web", { userDataBase64: "x" });',
    )
    expect(rename('new aws.ec2.Instance("web", { ami: "x" });', 'ami', 'nothing')).toBe('!NOT_IN_SCHEMA')
    expect(rename('new aws.ec2.Instance("web", { ami: "x", keyName: "k" });', 'ami', 'key_name')).toBe(
      '!WRONG_SHAPE',
    )
  })
})
