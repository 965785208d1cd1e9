/**
 * Reads what the resource classes of the npm package @pulumi/aws accept, from its declarations.
 *
 * A class stands in a file of its own, `ec2/instance.d.ts`, with `interface InstanceArgs`; structures inside arguments in
 * `types/input.d.ts`, `namespace ec2 { interface InstanceEbsBlockDevice`. Its module is the folder: `aws.ec2.Instance`.
 *
 * @typedef {{ name: string, form: 'list' | 'map' | 'object' | 'scalar', fields: Field[] | undefined }} Field
 * @typedef {{ module: string, name: string, deprecated: boolean, fields: Field[] }} PulumiClass
 */
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'

/** @param {string} root @returns {PulumiClass[]} sorted by module and name */
export function readClasses(root) {
  const structures = readStructures(readFileSync(join(root, 'types/input.d.ts'), 'utf8'))
  const classes = []
  for (const module of readdirSync(root).sort()) {
    const folder = join(root, module)
    if (module === 'types' || !statSync(folder).isDirectory()) continue
    for (const file of readdirSync(folder).sort()) {
      if (!file.endsWith('.d.ts')) continue
      const text = readFileSync(join(folder, file), 'utf8')
      const name = /export declare class (\w+) extends pulumi\.CustomResource \{/.exec(text)?.[1]
      const args = name && interfaces(text).get(`${name}Args`)
      if (args === undefined || args === '') continue
      const head = text.slice(0, text.indexOf('export declare class'))
      classes.push({
        module,
        name,
        deprecated: head.includes('@deprecated'),
        fields: fields(args, structures, 0),
      })
    }
  }
  return classes
}

/** String constants: `aws.s3.CannedAcl.PublicRead`. @returns {{ module: string, name: string, values: [string, string][] }[]} */
export function readEnums(root) {
  const folder = join(root, 'types/enums')
  return readdirSync(folder)
    .sort()
    .filter((module) => statSync(join(folder, module)).isDirectory())
    .flatMap((module) => {
      const text = readFileSync(join(folder, module, 'index.d.ts'), 'utf8')
      return [...text.matchAll(/^export declare const (\w+): \{\n([\s\S]*?)^\};/gm)].map(
        ([, name, body]) => ({
          module,
          name,
          values: [...body.matchAll(/readonly (\w+): "([^"\n]*)";/g)].map(([, key, value]) => [key, value]),
        }),
      )
    })
}

/** Bodies of the structures of `types/input.d.ts` by their full name. */
function readStructures(text) {
  const found = new Map()
  const heads = [...text.matchAll(/^export declare namespace (\w+) \{$/gm)]
  heads.forEach((head, i) => {
    const part = text.slice(head.index, heads[i + 1]?.index)
    for (const [name, body] of interfaces(part)) found.set(`${head[1]}.${name}`, body)
  })
  return found
}

/** Bodies of interfaces by name, without comments. */
function interfaces(text) {
  const found = new Map()
  for (const m of text.matchAll(
    /^( *)export interface (\w+) \{\n([\s\S]*?)^\1\}$|^( *)interface (\w+) \{\n([\s\S]*?)^\4\}$/gm,
  ))
    found.set(m[2] ?? m[5], (m[3] ?? m[6]).replace(/\/\*[\s\S]*?\*\//g, ''))
  return found
}

const property = /^ +(\w+)\??: ([\s\S]*?);$(?=\n *(?:\w+\??:|\n|$)|\s*$)/gm

function fields(body, structures, depth) {
  return [...body.matchAll(property)].map(([, name, written]) => {
    const type = written.replace(/\s+/g, ' ')
    const nested = /inputs\.(\w+\.\w+)/.exec(type)?.[1]
    const inner = nested === undefined ? undefined : structures.get(nested)
    const form = type.includes('[key: string]')
      ? 'map'
      : type.includes('[]')
        ? 'list'
        : inner === undefined
          ? 'scalar'
          : 'object'
    // Some structures hold themselves.
    return {
      name,
      form,
      fields: inner === undefined || depth > 12 ? undefined : fields(inner, structures, depth + 1),
    }
  })
}
