// biome-ignore-all lint/suspicious/noTemplateCurlyInString: templates are Terraform's here

/** Stands in a file for the insecure literal, and for what heals it. */
export const hole = '\u0000'

/** Files while they are written, and the value as the next construct takes it. */
interface Draft {
  readonly files: Map<string, string>
  /** Directory of the module that is being written; empty for the root. */
  directory: string
  /** The expression that gives the value there. */
  value: string
  /** What leads from the value to the literal: `.x`, for a literal inside an object. */
  access: string
  /** Something that walks the value instead of taking it. */
  walk?: 'resource' | 'dynamic'
  /** `for_each` of the resource, when an element of it was taken already. */
  forEach?: string
  /** A dynamic block of it, with its `for_each`. */
  dynamic?: string
  /** The literal is an action in a policy document. */
  readonly document: boolean
  /** It goes where no expression may stand. */
  readonly constant: boolean
}

/** Where a literal can stand, or what a value can pass. */
export interface Kind {
  readonly id: string
  readonly title: string
  /** Nothing but constants can stand there: it passes no reference on. */
  readonly constant?: true
  /** Makes a policy document of the value. */
  readonly document?: true
  /** Belongs to a block of the resource, so nothing can stand between. */
  readonly block?: true
  /** Writes the value there; leaves in the draft how it is reached from there on. */
  readonly write: (draft: Draft, name: string) => void
}

function add(draft: Draft, file: string, text: string): void {
  const path = draft.directory === '' ? file : `${draft.directory}/${file}`
  draft.files.set(path, (draft.files.get(path) ?? '') + text)
}

function declare(draft: Draft, name: string): void {
  add(draft, 'main.tf', `variable "${name}" {}\n`)
}

/** What is reached by another name from now on. */
function reached(draft: Draft, value: string): void {
  draft.value = value
}

/** The value becomes a member of what stands there. */
function within(draft: Draft, value: string, step: string): void {
  draft.value = value
  draft.access = step + draft.access
}

function setting(file: string, line: (name: string, value: string) => string): Kind['write'] {
  return (draft, name) => {
    declare(draft, name)
    add(draft, file, line(name, draft.value))
    reached(draft, `var.${name}`)
  }
}

function action({ value, access }: Draft): string {
  return value + access
}

export const kinds: readonly Kind[] = [
  { id: 'argument', title: 'argument', block: true, write: () => undefined },
  {
    id: 'local',
    title: 'local',
    write(draft, name) {
      add(draft, 'main.tf', `locals {\n  ${name} = ${draft.value}\n}\n`)
      reached(draft, `local.${name}`)
    },
  },
  {
    id: 'default',
    title: 'variable’s default',
    constant: true,
    write(draft, name) {
      add(draft, 'main.tf', `variable "${name}" {\n  default = ${draft.value}\n}\n`)
      reached(draft, `var.${name}`)
    },
  },
  {
    id: 'optional',
    title: '`optional(…)` in a type',
    constant: true,
    write(draft, name) {
      const type = draft.document ? 'string' : 'bool'
      const given = `object({\n    ${name} = optional(${type}, ${draft.value})\n  })`
      add(draft, 'main.tf', `variable "${name}" {\n  type    = ${given}\n  default = {}\n}\n`)
      within(draft, `var.${name}`, `.${name}`)
    },
  },
  {
    id: 'tfvars',
    title: '`terraform.tfvars`',
    constant: true,
    write: setting('terraform.tfvars', (name, value) => `${name} = ${value}\n`),
  },
  {
    id: 'auto',
    title: '`*.auto.tfvars`',
    constant: true,
    write: setting('a.auto.tfvars', (name, value) => `${name} = ${value}\n`),
  },
  {
    id: 'json',
    title: '`*.tfvars.json`',
    constant: true,
    write: setting(
      'terraform.tfvars.json',
      (name, value) => `{\n  "${name}": ${value.replace(/(\w+) =/g, '"$1":')}\n}\n`,
    ),
  },
  {
    id: 'call',
    title: 'module call',
    write(draft, name) {
      add(draft, 'main.tf', `module "${name}" {\n  source = "./${name}"\n  ${name}    = ${draft.value}\n}\n`)
      draft.directory = draft.directory === '' ? name : `${draft.directory}/${name}`
      declare(draft, name)
      reached(draft, `var.${name}`)
    },
  },
  {
    id: 'output',
    title: 'module output',
    write(draft, name) {
      add(draft, 'main.tf', `output "${name}" {\n  value = ${draft.value}\n}\n`)
      const at = draft.directory.lastIndexOf('/')
      const called = draft.directory.slice(at + 1)
      draft.directory = draft.directory.slice(0, Math.max(at, 0))
      add(draft, 'main.tf', `module "${called}" {\n  source = "./${called}"\n}\n`)
      reached(draft, `module.${called}.${name}`)
    },
  },
  {
    id: 'merge',
    title: '`merge(…)`',
    write(draft, name) {
      if (draft.walk === 'resource') reached(draft, `merge({}, ${draft.value})`)
      else within(draft, `merge({ other = 1 }, { ${name} = ${draft.value} })`, `.${name}`)
    },
  },
  {
    id: 'condition',
    title: 'condition’s branch',
    write(draft, name) {
      add(draft, 'main.tf', `variable "${name}_small" {\n  default = true\n}\n`)
      reached(draft, `(var.${name}_small ? ${draft.value} : null)`)
    },
  },
  {
    id: 'element',
    title: 'element of `for_each`',
    write(draft, name) {
      within(draft, `{ k = { ${name} = ${draft.value} } }`, `.${name}`)
      draft.walk = 'resource'
    },
  },
  {
    id: 'dynamic',
    title: '`dynamic` block',
    block: true,
    write(draft) {
      draft.dynamic = '[1]'
    },
  },
  {
    id: 'dynamic-element',
    title: 'element of a `dynamic`’s `for_each`',
    write(draft, name) {
      within(draft, `[{ ${name} = ${draft.value} }]`, `.${name}`)
      draft.walk = 'dynamic'
    },
  },
  {
    id: 'jsonencode',
    title: '`jsonencode(…)`',
    document: true,
    write(draft) {
      const statement = `{ Effect = "Allow", Action = ${action(draft)}, Resource = aws_s3_bucket.b.arn }`
      draft.access = ''
      reached(draft, `jsonencode({ Version = "2012-10-17", Statement = [${statement}] })`)
    },
  },
  {
    id: 'heredoc',
    title: 'JSON in a heredoc',
    document: true,
    write(draft) {
      const given = action(draft)
      const written = given === hole ? given : `"\${${given}}"`
      draft.access = ''
      const other = draft.constant ? '*' : '${aws_s3_bucket.b.arn}/*'
      const statement = `{ "Effect": "Allow", "Action": ${written}, "Resource": "${other}" }`
      reached(draft, `<<-EOT\n    {\n      "Statement": [${statement}]\n    }\n  EOT\n`)
    },
  },
  {
    id: 'document',
    title: '`aws_iam_policy_document`',
    document: true,
    write(draft) {
      const given = `    actions   = [${action(draft)}]\n    resources = [aws_s3_bucket.b.arn]\n`
      draft.access = ''
      add(draft, 'main.tf', `data "aws_iam_policy_document" "d" {\n  statement {\n${given}  }\n}\n`)
      reached(draft, 'data.aws_iam_policy_document.d.json')
    },
  },
]

/** Files in which the hole stands in a place of one kind and reaches a resource by way of another; undefined: it cannot. */
export function filesOf(owner: Kind, way: Kind | undefined): ReadonlyMap<string, string> | undefined {
  if (way !== undefined && !fits(owner, way)) return undefined
  const document = owner.document === true || way?.document === true
  const draft: Draft = {
    files: new Map(),
    directory: '',
    value: hole,
    access: '',
    document,
    constant: way?.constant === true,
  }
  draft.directory = [owner, way]
    .flatMap((kind, i) => (kind?.id === 'output' ? [`o${i}`] : []))
    .reverse()
    .join('/')
  owner.write(draft, 'a')
  // A literal inside a collection that is walked: what comes between passes the collection on.
  if (draft.walk !== undefined && isBound(way)) walk(draft)
  way?.write(draft, 'b')
  walk(draft)
  add(draft, 'main.tf', resource(draft))
  return draft.files
}

/** Whether it takes the element itself, and not the collection that it is an element of. */
function isBound(way: Kind | undefined): boolean {
  return way?.document === true || ['dynamic', 'dynamic-element', 'element'].includes(way?.id ?? '')
}

function fits(owner: Kind, way: Kind): boolean {
  const both = new Set([owner.id, way.id])
  if (owner.block || way.id === 'argument') return false
  if (owner.document && way.document) return false
  // A document is no argument of the blocks.
  if ((owner.document || way.document) && (both.has('dynamic') || both.has('dynamic-element'))) return false
  // What stands in a block's for_each cannot come from the same block's element.
  if (both.has('dynamic') && both.has('dynamic-element')) return false
  if (owner === way && walkedOnce.has(owner.id)) return false
  if (owner.id === 'dynamic-element' && (way.id === 'element' || way.id === 'merge')) return false
  // A data source does not know the element that the resource is made for.
  if (owner.id === 'element' && way.id === 'document') return false
  // A variables file belongs to the root.
  if (isSetting(owner) && way.id === 'output') return false
  if (way.constant !== true) return true
  return isConstant(owner) && way.id !== 'optional' && (owner.document !== true || way.id !== 'json')
}

/** A resource has one `for_each`. */
const walkedOnce: ReadonlySet<string> = new Set(['element', 'dynamic-element'])

function isSetting({ id }: Kind): boolean {
  return id === 'tfvars' || id === 'auto' || id === 'json'
}

/** What may stand where no reference and no function may. */
function isConstant({ id }: Kind): boolean {
  return id === 'element' || id === 'dynamic-element' || id === 'heredoc'
}

/** The block that walks a collection, so that its element is at hand. */
function walk(draft: Draft): void {
  if (draft.walk === 'resource') {
    draft.forEach = draft.value
    draft.value = 'each.value'
  } else if (draft.walk === 'dynamic') {
    draft.dynamic = draft.value
    draft.value = 'ebs_block_device.value'
  }
  delete draft.walk
}

function resource(draft: Draft): string {
  const value = draft.value + draft.access
  const forEach = draft.forEach === undefined ? '' : `  for_each = ${draft.forEach}\n`
  if (draft.document) return `resource "aws_iam_policy" "p" {\n${forEach}  policy = ${value}\n}\n`
  if (draft.dynamic === undefined)
    return `resource "aws_kms_key" "k" {\n${forEach}  enable_key_rotation = ${value}\n}\n`
  const content = `    content {\n      device_name = "a"\n      encrypted   = ${value}\n    }\n`
  const dynamic = `  dynamic "ebs_block_device" {\n    for_each = ${draft.dynamic}\n${content}  }\n`
  const root = '  root_block_device {\n    encrypted = true\n  }\n'
  return `resource "aws_instance" "i" {\n${forEach}${root}${dynamic}}\n`
}
