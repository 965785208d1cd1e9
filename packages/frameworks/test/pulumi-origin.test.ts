import type { Path } from '@regraft/model'
import { expect, it } from 'vitest'
import type { Origin } from '../src/framework.ts'
import { header, loadAll, resources } from './pulumi-support.ts'

const text = `${header}const on = false;
const base = { tags: { a: "1" } };
new aws.ec2.Instance("web", { ...base, monitoring: on, ami: f(), metadataOptions: { httpTokens: "x" } });
new aws.ec2.Instance("db", { monitoring: on });
new aws.ec2.Instance("bare");`

/** An origin in one line, with the text that stands there. */
function told(origin: Origin): string {
  switch (origin.kind) {
    case 'literal':
    case 'opaque': {
      const document = loadAll({ [origin.file]: text }).read(origin.file)
      const range = document?.range(origin.path, 'value')
      return `${origin.kind} ${origin.path.join('.')} = ${range && text.slice(range.start, range.end)}`
    }
    case 'owned':
      return `${told(origin.by)} by ${origin.use.path.join('.')} for ${origin.consumers.map(({ address, path }) => `${address} ${path.join('.')}`).join(', ')}`
    case 'absent':
      return `absent ${origin.missing.join('.')} in ${told(origin.parent)}`
  }
}

it.each<[string, Path, string]>([
  [
    'web',
    [],
    'literal new.0 = new aws.ec2.Instance("web", { ...base, monitoring: on, ami: f(), metadataOptions: { httpTokens: "x" } })',
  ],
  ['web', ['metadata_options', 'http_tokens'], 'literal new.0.arguments.1.metadataOptions.httpTokens = "x"'],
  [
    'web',
    ['metadata_options', 'http_endpoint'],
    'absent http_endpoint in literal new.0.arguments.1.metadataOptions = { httpTokens: "x" }',
  ],
  ['web', ['ami'], 'opaque new.0.arguments.1.ami = f()'],
  ['web', ['ami', 'x'], 'opaque new.0.arguments.1.ami = f()'],
  [
    'web',
    ['monitoring'],
    'literal variable.on = false by new.0.arguments.1.monitoring for aws_instance.web monitoring, aws_instance.db monitoring',
  ],
  [
    'web',
    ['tags', 'a'],
    'literal variable.base.tags.a = "1" by new.0.arguments.1 for aws_instance.web tags.a',
  ],
  [
    'web',
    ['tags', 'b'],
    'absent b in literal variable.base.tags = { a: "1" } by new.0.arguments.1 for aws_instance.web tags',
  ],
  ['bare', ['monitoring'], 'absent monitoring in literal new.2 = new aws.ec2.Instance("bare")'],
])('%s %j', (name, path, expected) => {
  const resource = resources(text).find(({ address }) => address === `aws_instance.${name}`)
  expect(resource && told(resource.origin(path))).toBe(expected)
})
