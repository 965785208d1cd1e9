import { readFileSync } from 'node:fs'
import { loadRego } from '@regraft/rego/node'
import { beforeAll, expect, test } from 'vitest'
import { checkPolicies, lints, type PolicyCheck } from '../src/index.ts'

const shared = ['fix', 'terraform'].map((name) => ({
  file: `lib/${name}.rego`,
  text: readFileSync(new URL(`../../../policies/lib/${name}.rego`, import.meta.url), 'utf8'),
}))

/** A rule's file: metadata that is as it should be, but for these fields, and this Rego. */
function rule(name: string, rego: string, fields: { readonly [field: string]: string } = {}): string {
  const custom = {
    id: `mine/${name}`,
    severity: 'low',
    resources: '[aws_s3_bucket_versioning]',
    fix: 'manual',
    ...fields,
  }
  const {
    title = 'It is wrong',
    package: own = `mine.${name}`,
    ...listed
  } = custom as {
    readonly [field: string]: string
  }
  const lines = Object.entries(listed).flatMap(([key, value]) =>
    value === '' ? [] : [`#   ${key}: ${value}`],
  )
  return [
    '# METADATA',
    ...(title === '' ? [] : [`# title: ${title}`]),
    '# custom:',
    ...lines,
    `package ${own}`,
    '',
    rego,
    '',
  ].join('\n')
}

const finding = '{"message": "m", "path": []}'
const deny = `deny contains ${finding} if input.bucket == "b"`

/** By file: its text, and what is found in it, as `line id: message`. */
type Cases = { readonly [file: string]: readonly [text: string, ...found: string[]] }

async function check(cases: Cases): Promise<PolicyCheck> {
  const modules = Object.entries(cases).map(([file, [text]]) => ({ file, text }))
  return checkPolicies(await loadRego(), { modules, library: shared })
}

function told(checked: PolicyCheck, file: string): string[] {
  return checked.diagnostics
    .filter((one) => one.file === file)
    .map(({ start, code, message }) => `${start?.line ?? 0} ${code}: ${message}`)
}

const compiling: Cases = {
  'a/clean.rego': [
    rule(
      'clean',
      `import data.regraft.fix

deny contains finding if {
	some block in object.get(input, "versioning_configuration", [])
	finding := {"message": "m", "path": ["versioning_configuration", "status"], "fix": fix.manual(fix.set(1), "t", "b", {})}
}

deny contains ${finding} if not object.get(input, ["versioning_configuration", "status"], "") == "Enabled"

deny contains ${finding} if not startswith(input.bucket, "a")

deny contains ${finding} if {
	input.mfa
	not startswith(input.mfa, "1")
}

deny contains ${finding} if input.versioning_configuration["$unknown"]

deny contains ${finding} if input["$address"] == input.versioning_configuration.status

deny contains ${finding} if input.versioning_configuration == null`,
    ),
  ],
  'a/input-type.rego': [
    rule(
      'input_type',
      `deny contains ${finding} if input.versionning_configuration.status == "x"

deny contains ${finding} if input.versioning_configuration.state == "x"

deny contains ${finding} if object.get(input, ["versioning_configuration", "stattus"], "") == "x"

deny contains ${finding} if input.bucket.name == "x"

deny contains ${finding} if input.versioning_configuration == "Enabled"

deny contains {"message": "m", "path": ["versioning_configuration", "stat"]} if input.bucket == "b"`,
    ),
    '10 input-type: aws_s3_bucket_versioning has no versionning_configuration',
    '12 input-type: `input.versioning_configuration` has no state',
    '14 input-type: `versioning_configuration` has no stattus',
    '16 input-type: `input.bucket` is a single value and has nothing below it, so not "name"',
    '18 input-type: object<...> and string are never equal',
    '20 finding-path: `versioning_configuration` has no stat',
  ],
  'a/list.rego': [
    rule(
      'list',
      `deny contains ${finding} if input.ingress.from_port == 22

deny contains ${finding} if {
	some group in input.ingress
	group.from_prot == 22
}

deny contains ${finding} if input.cidr_ipv4 == "x"`,
      { resources: '[aws_security_group, aws_vpc_security_group_ingress_rule]' },
    ),
    '10 input-type: `input.ingress` is a list and has no from_port',
    '14 input-type: `group` has no from_prot',
  ],
  'a/kind.rego': [
    rule('kind', `deny contains ${finding} if input.metadata.lables.x == input.spec.anything`, {
      resources: '[Pod, Deploymnet, Widget]',
    }),
    '6 resource-unknown: there is no kind Deploymnet in Kubernetes',
    '10 input-type: `input.metadata` has no lables',
  ],
  'a/newer.rego': [
    rule('newer', `deny contains ${finding} if input.anything`, {
      resources: '[aws_brand_new_thing] # regraft:ignore resource-unknown -- newer than the table',
    }),
  ],
  'a/other-provider.rego': [
    rule('other_provider', `deny contains ${finding} if input.anything`, {
      resources: '[digitalocean_droplet]',
    }),
  ],
  'b/metadata.rego': [
    rule('metadata', deny, {
      title: '',
      id: 'Mine Metadata',
      severity: 'urgent',
      fix: 'sure',
      resources: '[aws_s3_bucket_versionning]',
      uses: 'aws_s3_bucket',
      aliases: 'CKV_1',
      controls: '[a]',
      resource: '[a]',
    }),
    '1 metadata-title: it has no title',
    '3 metadata-id: custom.id "Mine Metadata" is no rule id',
    '4 metadata-severity: custom.severity "urgent" is no severity',
    '5 resource-unknown: there is no resource type aws_s3_bucket_versionning, so the rule is never asked about one',
    '6 metadata-fix: custom.fix "sure" is no fix level',
    '7 metadata-uses: custom.uses is no list of texts',
    '8 metadata-aliases: custom.aliases is no list of texts',
    '9 metadata-controls: custom.controls does not map frameworks to lists of texts',
    '10 metadata-key: custom.resource means nothing to regraft',
    '11 metadata-package: package mine.metadata does not carry the name of its rule, Mine Metadata',
  ],
  'b/nothing.rego': [
    rule('nothing', deny, { resources: '' }),
    '1 metadata-resources: custom.resources names no resource type',
  ],
  'b/params.rego': [rule('params', deny, { params: '[days]' }), '8 metadata-params: custom.params is no map'],
  'b/missing.rego': [
    `package mine.missing\n\n${deny}\n`,
    '3 metadata-missing: data.mine.missing has findings (`deny`), but no metadata with an id, so it is never asked',
  ],
  'c/one/terraform.rego': [rule('one', deny, { aliases: '[CKV_AWS_1]' })],
  'c/two/kubernetes.rego': [
    rule('two', deny, { id: 'mine/one', package: 'mine.one.kubernetes', resources: '[Pod]' }),
    '4 id-clash: mine/one is already the id of the rule in c/one',
  ],
  'c/three.rego': [
    rule('three', deny, { aliases: '[CKV_AWS_1]' }),
    '8 alias-clash: CKV_AWS_1 is also an alias of mine/one, and `--rule CKV_AWS_1` would mean both',
  ],
  'd/calls.rego': [
    rule(
      'calls',
      `deny contains ${finding} if {
	print(input.bucket)
	rand.intn(input.bucket, 3) == 1
	uuid.rfc4122(input.bucket) == "x"
}`,
    ),
    '11 print-left: a `print` was left in; it is compiled away, and only `regraft policy test` shows it',
    '12 nondeterministic: rand.intn is random in OPA and follows from its key here, so verdicts would differ',
    '13 nondeterministic: uuid.rfc4122 is random in OPA and follows from its key here, so verdicts would differ',
  ],
  'd/names.rego': [
    rule(
      'names',
      `import data.regraft.fix

deny contains ${finding} if {
	some input in [{"bucket": 1}]
	input.bucket == 1
}

deny contains ${finding} if {
	some fix in input.versioning_configuration
	fix == 1
	_used(1)
}

deny contains {"message": "m", "path": [], "fix": fix.remove} if input.bucket == "b"

_used(x) if x == 1

_unused := 1

helper := _recursive

_recursive := 2`,
    ),
    '13 input-type: object<$address: string, $refs: array[any], $unknown: string, bucket: any<...>, expected_bucket_owner: any<...>, id: any<...>, mfa: any<...>, region: any<...>, versioning_configuration: object<...>> and object<bucket: number> are never equal',
    '13 input-shadowed: `input` is no new variable here: the resource is compared with each item',
    '18 import-shadowed: this fix is a variable and hides the import of that name',
    '27 unused-rule: nothing uses _unused',
    '29 unused-rule: nothing uses helper',
  ],
  'd/negation.rego': [
    rule(
      'negation',
      `deny contains ${finding} if not startswith(input.mfa, "a")

deny contains ${finding} if not _f(input.mfa) == 1

deny contains ${finding} if not input.mfa == "a"

deny contains ${finding} if {
	some x in [1]
	[1 | not _f(input.mfa); x == 1]
}

_f(x) := x`,
    ),
    '10 not-undefined: where input.mfa is absent this is undefined, not true: arguments are looked up before `not`',
    '12 not-undefined: where input.mfa is absent this is undefined, not true: arguments are looked up before `not`',
    '18 not-undefined: where input.mfa is absent this is undefined, not true: arguments are looked up before `not`',
  ],
  'd/resources.rego': [
    rule(
      'resources',
      `import data.regraft.resources

deny contains ${finding} if {
	some one in resources.aws_s3_bucket
	some other in data.regraft.resources.aws_s3_bucket_acl
	one.bucket == other.bucket
}

deny contains ${finding} if resources[_][_].bucket == input.bucket

deny contains ${finding} if {
	walk(data.regraft.resources, [_, value])
	value == input.bucket
}

deny contains ${finding} if {
	some address
	resources.aws_s3_bucket[address].bucket == input.bucket
}`,
      { uses: '[aws_s3_bucket]' },
    ),
    '0 uses-missing: data.regraft.resources.aws_s3_bucket_acl is read, but the metadata does not ask for it, so it is never there',
    '15 nested-scan: this loop over resources stands in another, and both are run for each resource',
    '19 scan-of-everything: this goes through the resources of every type, once for each resource',
    '22 scan-of-everything: this goes through all there is in every resource, once for each resource',
  ],
  'e/every.rego': [
    rule(
      'every',
      `deny contains ${finding} if data.regraft.resources.aws_s3_bucket_acl[_].bucket == input.x`,
      {
        resources: '["*"]',
        uses: '["*"]',
      },
    ),
  ],
  'e/findings.rego': [
    rule(
      'findings',
      `deny contains "no object" if input.bucket == "b"

deny contains {"message": "m"} if input.bucket == "b"

deny contains finding if {
	input.bucket == "b"
	finding := {"mesage": "m", "path": [], "severity": "high"}
}`,
    ),
    '10 finding-shape: a finding is an object; this one would be dropped',
    '12 finding-shape: this finding has no path, so it would be dropped',
    '16 finding-shape: this finding has no message, so it would be dropped',
    '16 finding-shape: a finding has no mesage, so it would be dropped',
    '16 severity-above-bound: severity high is above the declared low, which is used instead',
  ],
  'e/noset.rego': [
    rule('noset', `deny if input.bucket == "b"`),
    '10 finding-shape: `deny` is no set, so nothing it says is a finding',
  ],
  'e/fix.rego': [
    rule(
      'fix',
      `import data.regraft.fix

deny contains {"message": "m", "path": [], "fix": fix.safe(fix.remove, "t")} if input.bucket == "b"

deny contains {"message": "m", "path": [], "fix": {"title": "t", "level": "unsafe", "ops": []}} if input.bucket == "b"`,
    ),
    '12 fix-above-bound: a fix says safe, above the declared manual, which is used instead',
    '14 fix-above-bound: a fix says unsafe, above the declared manual, which is used instead',
  ],
  'e/undeclared.rego': [
    rule('undeclared', `deny contains {"message": "m", "path": [], "fix": input.x} if input.bucket == "b"`, {
      fix: '',
      resources: '[digitalocean_droplet]',
    }),
    '9 fix-undeclared: mine/undeclared proposes a fix, but its metadata does not say how far its fixes may be trusted',
  ],
  'f/strict.rego': [
    rule('strict', `deny contains ${finding} if {\n\tinput.bucket == "b"\n\tx := 1\n}`),
    '12 strict: assigned var x unused',
  ],
  'f/ignored.rego': [
    rule(
      'ignored',
      `deny contains ${finding} if {
	# regraft:ignore print-left -- shown while the rule is tried out
	print("one")
	print("two") # regraft:ignore print-left
	print("three") # regraft:ignore print-let -- why
	input.bucket == "b" # regraft:ignore print-left, unused-rule -- why
}`,
    ),
    '13 print-left: a `print` was left in; it is compiled away, and only `regraft policy test` shows it',
    '13 ignore-comment: this comment gives no reason, so it lets nothing through',
    '14 print-left: a `print` was left in; it is compiled away, and only `regraft policy test` shows it',
    '14 ignore-comment: there is no lint print-let',
    '15 ignore-comment: nothing here is let through by print-left, unused-rule',
  ],
  'f/some_test.rego': ['package mine.clean_test\n\ntest_time if time.now_ns() >= 0\n'],
}

const refused: Cases = {
  'outside.rego': [
    rule(
      'outside',
      `deny contains ${finding} if http.send({"url": input.bucket, "method": "get"}).status_code == 200`,
    ),
    '10 builtin-outside: http.send reaches outside, and verdicts depend on files alone',
  ],
  'missing.rego': [
    rule(
      'missing',
      `deny contains ${finding} if {\n\ttime.now_ns() > 5\n\tio.jwt.decode(input.bucket)[0]\n\tundefined_one(3)\n}`,
    ),
    '11 builtin-missing: time.now_ns is the clock, and a report should not change with the day',
    "12 builtin-missing: neither OPA's Wasm target nor this host runs io.jwt.decode",
    '13 rego_type_error: undefined function undefined_one',
  ],
}

let checked: PolicyCheck
let broken: PolicyCheck

beforeAll(async () => {
  checked = await check(compiling)
  broken = await check(refused)
})

test.each(Object.entries(compiling))('%s', (file, [, ...found]) => {
  expect(told(checked, file)).toEqual(found)
})

test('every lint has a case', () => {
  const codes = new Set([...checked.diagnostics, ...broken.diagnostics].map(({ code }) => code))
  expect(Object.keys(lints).filter((id) => !codes.has(id))).toEqual([])
})

test('a mistake has its place, its frame, and what to do', () => {
  expect(checked.diagnostics.find(({ file }) => file === 'a/input-type.rego')).toEqual({
    code: 'input-type',
    severity: 'error',
    message: 'aws_s3_bucket_versioning has no versionning_configuration',
    file: 'a/input-type.rego',
    start: { offset: 213, line: 10, column: 47 },
    end: { offset: 218, line: 10, column: 52 },
    frame: expect.stringMatching(/^> 10 \|.*input\.versionning_configuration.*\n {5}\| {47}\^{5}$/m),
    hint: 'Did you mean `versioning_configuration`? There is bucket, expected_bucket_owner, id, mfa, region, versioning_configuration.',
  })
  expect([checked.compiles, broken.compiles]).toEqual([true, false])
})

test.each(Object.entries(refused))('%s', (file, [, ...found]) => {
  expect(told(broken, file)).toEqual(found)
})
