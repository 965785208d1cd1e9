#!/usr/bin/env node
/**
 * Writes src/pulumi/names.generated.ts: which Terraform type each class of Pulumi's AWS package is, and members that it
 * spells otherwise than the rules of src/schema/names.ts say.
 *
 *   node packages/frameworks/scripts/extract-pulumi-names.mjs           # writes the file
 *   node packages/frameworks/scripts/extract-pulumi-names.mjs --check   # exit 1 when the file would change
 *
 * Downloads the pinned package (6 MB) with npm into a temporary folder; nothing of it is installed or kept.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { loadSchema } from './load-schema.mjs'
import { matchClasses, snakeCase } from './match-pulumi.mjs'
import { withPackage } from './provider-package.mjs'
import { readClasses, readEnums } from './read-pulumi.mjs'

const source = {
  name: '@pulumi/aws',
  version: '7.48.0',
  integrity:
    'sha512-roKXYZ2EyjvapKYacvRQNUeW2UBI8MKwzO2338XwdXtCf75TabY4DVy56zY2HbnEU0H1fbBXct8oAx9ynQeMrA==',
}
const target = join(dirname(fileURLToPath(import.meta.url)), '../src/pulumi/names.generated.ts')

const schema = await loadSchema()
const { classes, enums } = withPackage(source, (root) => ({
  classes: readClasses(root),
  enums: readEnums(root),
}))
const matched = matchClasses(classes, schema)
const text = generatedFile(classLines(matched), spellingLines(matched), enumLines(enums))
if (!process.argv.includes('--check')) writeFileSync(target, text)
else if (readFileSync(target, 'utf8') !== text) {
  process.stderr.write(`${target} is not what its source gives; run the script without --check\n`)
  process.exitCode = 1
}

/** `ec2 Instance=instance,Ami,…`: the type stands where it is not `<module>_<class>`. `-` marks a deprecated class. */
function classLines(matched) {
  const modules = new Map()
  for (const [{ module, name, deprecated }, type] of matched) {
    const short = type.slice(4)
    const said = short === `${module}_${snakeCase(name)}` ? name : `${name}=${short}`
    modules.set(module, [...(modules.get(module) ?? []), (deprecated ? '-' : '') + said])
  }
  return [...modules].map(([module, classes]) => `${module} ${classes.join(',')}`)
}

/**
 * `route53_record alias=aliases*,…`: a member by its name, or by its path where the name is spelled otherwise elsewhere in
 * the resource, and how Pulumi spells it. `?` after that: one value where Terraform has a list; `*`: a list where
 * Terraform has one value.
 */
function spellingLines(matched) {
  const lines = new Map()
  for (const [item, type] of matched) {
    if (item.deprecated) continue
    const found = lines.get(type) ?? new Map()
    collect(item.fields, schema.resourceSchema(type), [], found, 0)
    lines.set(type, found)
  }
  return [...lines]
    .map(([type, found]) => [type.slice(4), exceptions(found)])
    .filter(([, entries]) => entries.length > 0)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([type, entries]) => `${type} ${entries.join(',')}`)
}

/** Every member by its path: how it is spelled, or '' when the rules say so too. */
function collect(fields, body, path, found, depth) {
  for (const field of fields) {
    const member = memberOf(body, field.name)
    if (member === undefined) continue
    const repeatable = schema.isRepeatable(member)
    const mark =
      field.form === 'list' ? (repeatable ? '' : '*') : repeatable && field.form !== 'map' ? '?' : ''
    const at = [...path, member.name]
    const regular = mark === '' && schema.camelName(member) === field.name
    found.set(at.join('.'), regular ? '' : field.name + mark)
    const inner = schema.memberBody(member)
    if (inner?.complete && field.fields && depth < 12) collect(field.fields, inner, at, found, depth + 1)
  }
}

function exceptions(found) {
  const byName = new Map()
  for (const [path, spelled] of found) {
    const name = path.slice(path.lastIndexOf('.') + 1)
    byName.set(name, (byName.get(name) ?? new Set()).add(spelled))
  }
  const entries = new Set()
  for (const [path, spelled] of found) {
    if (spelled === '') continue
    const name = path.slice(path.lastIndexOf('.') + 1)
    entries.add(`${byName.get(name).size === 1 ? name : path}=${spelled}`)
  }
  return [...entries]
}

/** `s3 CannedAcl Private=private,…`. Lists of hundreds (instance types, managed policies) are left out. */
function enumLines(enums) {
  return enums
    .filter(({ values }) => values.length <= 100)
    .map(
      ({ module, name, values }) =>
        `${module} ${name} ${values.map(([key, value]) => `${key}=${value}`).join(',')}`,
    )
}

/** The member that a property means: by the rules, or the only one whose name is the same but for a plural. */
function memberOf(body, name) {
  const byRule = schema.memberByCamelName(body, name)
  if (byRule !== undefined) return byRule
  return [...body.members.values()].find((member) => {
    const plural = schema.camelName({ ...member, kind: 'block', nesting: 'list' })
    return name === plural || name === schema.camelCase(member.name)
  })
}

function generatedFile(classes, spelled, enums) {
  return `// Generated by packages/frameworks/scripts/extract-pulumi-names.mjs; do not edit.
// Facts (names) about ${matched.size} resource classes of the npm package ${source.name} ${source.version}, which is under Apache-2.0.
// The script describes the lines.
export const pulumiClasses: string = \`
${classes.join('\n')}
\`
export const pulumiSpellings: string = \`
${spelled.join('\n')}
\`
export const pulumiEnums: string = \`
${enums.join('\n')}
\`
`
}
