/**
 * Reads what one resource of a prebuilt CDKTF provider accepts and computes.
 *
 * `index.js` has, for the resource (`synthesizeHclAttributes`) and for each nested structure (`…ToHclTerraform`), a literal
 *   cidr_blocks: { value: cdktf.listMapperHcl(cdktf.stringToHclTerraform, false)(struct.cidrBlocks),
 *                  isBlock: false, type: "list", storageClassType: "stringList" }
 * The value names the property and the function of a nested structure. `index.d.ts` says with `?` that a property is
 * optional, and `<name> block` in the comment of those that are blocks rather than attributes of an object type.
 * A nested structure that is a single one (maximum 1) is not wrapped in `listMapperHcl`.
 *
 * What the provider alone computes is not in those literals; read-computed.mjs finds it.
 *
 * @typedef {{ name: string, required: boolean, shape: 'scalar' | 'object' | 'block',
 *   nesting: 'single' | 'list' | 'set' | 'map', scalar: string, body: Body | undefined }} Field
 * @typedef {{ fields: Field[], computed: Field[] }} Body
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { ComputedReader } from './read-computed.mjs'

const scalars = { string: 's', number: 'n', boolean: 'b', any: 'a' }

/** @param {string} folder @returns {({ type: string } & Body) | undefined} */
export function readResource(folder) {
  const js = readAll(folder, '.js')
  const [, owner, type] = /^(\w+)\.tfResourceType = "(\w+)";/m.exec(js) ?? []
  if (owner === undefined) return undefined
  const types = readAll(folder, '.d.ts')
  const computed = new ComputedReader(js)
  const reader = new Reader(structures(js), interfaces(types), computed)
  const config = /^export interface (\w+) extends cdktf\.TerraformMetaArguments/m.exec(types)?.[1]
  const body = /\n {4}synthesizeHclAttributes\(\) \{\n([\s\S]*?)\n {4}\}\n/.exec(js)?.[1] ?? ''
  if (config === undefined) throw new Error(`${type}: no configuration interface`)
  const fields = reader.fields(body, reader.interfaces.get(config))
  // The generator lists `id`, where there is one, with what may be written; writing it is an error.
  const isId = (f) => f.name === 'id'
  return {
    type,
    fields: fields.filter((f) => !isId(f)),
    computed: [...fields.filter(isId), ...computed.of(owner)],
  }
}

/** The text of index.js or index.d.ts and of the files that large resources are split into. */
function readAll(folder, extension) {
  const texts = [readFileSync(join(folder, `index${extension}`), 'utf8')]
  const split = join(folder, 'index-structs')
  if (existsSync(split))
    for (const file of readdirSync(split).sort())
      if (file.endsWith(extension)) texts.push(readFileSync(join(split, file), 'utf8'))
  return texts.join('\n')
}

/** Body text of every `…ToHclTerraform` function by its name. */
function structures(js) {
  const found = new Map()
  for (const m of js.matchAll(/^function (\w+ToHclTerraform)\(struct\) \{\n([\s\S]*?)\n\}\n/gm))
    found.set(m[1], m[2])
  return found
}

/** Properties of every interface by Terraform's name: { required, block }. */
function interfaces(types) {
  const found = new Map()
  for (const m of types.matchAll(/^export interface (\w+)[^{\n]*\{\n([\s\S]*?)^\}$/gm)) {
    const properties = new Map()
    for (const p of m[2].matchAll(/\/\*\*\n([\s\S]*?)\*\/\n +readonly \w+(\??):/g)) {
      // The property may be named otherwise (`get_password_data`: `fetchPasswordData`); the link keeps the name.
      const name = /docs\/resources\/\w+#(\w+) /.exec(p[1])?.[1] ?? ''
      properties.set(name, { required: p[2] === '', block: /^ +\* \w+ block$/m.test(p[1]) })
    }
    found.set(m[1], properties)
  }
  return found
}

const entry =
  /^ +(\w+): \{\n +value: (.*),\n +isBlock: (\w+),\n +type: "(\w+)",\n +storageClassType: "(\w+)",\n/gm

class Reader {
  constructor(bodies, properties, computed) {
    this.bodies = bodies
    this.interfaces = properties
    this.computed = computed
    this.known = new Map()
  }

  fields(text, properties) {
    return [...text.matchAll(entry)].map(([, name, value, isBlock, type, storage]) => {
      const declared = properties?.get(name)
      if (declared === undefined) throw new Error(`${name} is not declared`)
      const required = declared.required
      if (isBlock === 'false') return plain(name, required, declared.block, type, storage)
      const mapped = /(listMapperHcl|hashMapperHcl)\(/.exec(value)?.[1]
      const nested = /(\w+)ToHclTerraform\b/.exec(value)?.[1] ?? ''
      const nesting = mapped === undefined ? 'single' : mapped === 'hashMapperHcl' ? 'map' : type
      const shape = declared.block ? 'block' : 'object'
      if (mapped === 'listMapperHcl' && value.includes(', true)') !== declared.block)
        throw new Error(`${name}: the two sources disagree on block or attribute`)
      return { name, required, shape, nesting, scalar: '', body: this.structure(nested) }
    })
  }

  structure(name) {
    let body = this.known.get(name)
    if (body === undefined) {
      const text = this.bodies.get(`${name}ToHclTerraform`)
      if (text === undefined) throw new Error(`${name}: no such structure`)
      const type = name[0].toUpperCase() + name.slice(1)
      body = {
        fields: this.fields(text, this.interfaces.get(type)),
        computed: this.computed.of(`${type}OutputReference`),
      }
      this.known.set(name, body)
    }
    return body
  }
}

/** An attribute of scalars, or a block that the generator did not describe (`any`: recursive in the provider). */
function plain(name, required, block, type, storage) {
  if (block) return { name, required, shape: 'block', nesting: 'single', scalar: '', body: undefined }
  const m = /^(string|number|boolean|any)((?:List|Map)*)$/.exec(storage)
  if (m === null && type !== 'map') throw new Error(`${name}: ${storage}`)
  // A map of maps has a storage class of its own; only maps of maps of strings occur.
  let scalar = m === null ? 'ms' : scalars[m[1]]
  const wrappers = m === null ? ['Map'] : (m[2].match(/List|Map/g) ?? [])
  wrappers.forEach((wrapper, i) => {
    const outer = i === wrappers.length - 1
    scalar = (wrapper === 'Map' ? 'm' : outer && type === 'set' ? 'e' : 'l') + scalar
  })
  return { name, required, shape: 'scalar', nesting: 'single', scalar, body: undefined }
}
