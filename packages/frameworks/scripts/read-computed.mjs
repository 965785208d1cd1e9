/**
 * Reads what the provider alone computes from the classes of index.js. A comment marks each:
 *   // arn - computed: true, optional: false, required: false
 *   get arn() { return this.getStringAttribute('arn'); }
 * The getter says the type. Structures, and maps of scalars, stand in the constructor instead:
 *   this._ebs = new AmiEbsList(this, "ebs", true);
 *   this._labels = new cdktf.StringMap(this, "labels");
 */
const marked =
  /^ +\/\/ (\w+) - computed: true, optional: false, required: false\n +(?:get \w+\(\) \{\n +return (.*);|this\.\w+ = new ([\w.]+)\(this, "\w+"(?:, (true|false))?\);)/gm

const scalars = { String: 's', Number: 'n', Boolean: 'b' }

export class ComputedReader {
  constructor(js) {
    this.classes = new Map()
    for (const m of js.matchAll(/^class (\w+) extends cdktf\.\w+ \{\n([\s\S]*?)^\}$/gm))
      this.classes.set(m[1], m[2])
    this.known = new Map()
  }

  /** @param {string} name of a class @returns {import('./read-resource.mjs').Field[]} by name */
  of(name) {
    const text = this.classes.get(name) ?? ''
    const comments = text.match(/ - computed: true, optional: false, /g) ?? []
    const found = [...text.matchAll(marked)].map(([, attribute, getter, made, set]) =>
      getter === undefined ? this.member(attribute, made, set) : scalar(attribute, typeOf(getter, attribute)),
    )
    if (found.length < comments.length) throw new Error(`${name}: a computed attribute in an unknown form`)
    return found.sort((a, b) => (a.name < b.name ? -1 : 1))
  }

  member(attribute, made, set) {
    const map = /^cdktf\.(\w+?)Map(List)?$/.exec(made)
    if (map !== null) {
      const list = map[2] === undefined ? '' : set === 'true' ? 'e' : 'l'
      return scalar(attribute, `${list}m${scalars[map[1]]}`)
    }
    const [, structure, kind] = /^(?:\w*structs\w*\.)?(\w+?)(List|Map|OutputReference)$/.exec(made) ?? []
    if (structure === undefined) throw new Error(`${made}: an unknown form`)
    const nesting = { List: set === 'true' ? 'set' : 'list', Map: 'map', OutputReference: 'single' }[kind]
    return { ...scalar(attribute, ''), shape: 'object', nesting, body: this.structure(structure) }
  }

  /** Inside what is computed everything is: its members are what can be read. */
  structure(name) {
    let body = this.known.get(name)
    if (body === undefined) {
      if (!this.classes.has(`${name}OutputReference`)) throw new Error(`${name}: no such structure`)
      body = { fields: this.of(`${name}OutputReference`), computed: [] }
      this.known.set(name, body)
    }
    return body
  }
}

function typeOf(getter, attribute) {
  const set = /^cdktf\.Fn\.tolist\((.*)\)$/.exec(getter)
  const [, method, name] = /^this\.(\w+)\('(\w+)'\)$/.exec(set?.[1] ?? getter) ?? []
  if (name !== attribute) throw new Error(`${attribute}: ${getter}`)
  if (method === 'interpolationForAttribute') return 'a'
  const [, of, list] = /^get(String|Number|Boolean)?(List|)Attribute$/.exec(method) ?? []
  if (list === undefined) throw new Error(`${attribute}: ${getter}`)
  return (list === '' ? '' : set === null ? 'l' : 'e') + scalars[of ?? 'String']
}

function scalar(name, type) {
  return { name, required: false, shape: 'scalar', nesting: 'single', scalar: type, body: undefined }
}
