// biome-ignore-all lint/suspicious/noTemplateCurlyInString: templates are Terraform's here
// A Terraform repository of any size, the same for the same arguments: stacks of about 50 files and 500 resource blocks,
// each with its variables, locals and five calls of shared modules. Every fifth block that can have a defect has one.
import { repeated, single } from './terraform-blocks.mjs'

const perFile = 10
const perStack = 500
const modules = ['service', 'storage', 'network', 'data', 'access']

/** Texts by path: `count` resource blocks, a tenth as many files, a hundredth as many module calls. */
export function terraformRepository(count, seed = 1) {
  const random = numbers(seed)
  const files = {}
  for (const [i, name] of modules.entries()) addModule(files, name, i, random)
  const stacks = Math.max(1, Math.round(count / perStack))
  const shared = modules.length * 3
  const inModules = blocksIn(files)
  let filesLeft = count / perFile - shared
  let blocksLeft = count - inModules
  for (let i = 0; i < stacks; i++) {
    const share = Math.floor(filesLeft / (stacks - i))
    const wanted = Math.floor(blocksLeft / (stacks - i))
    addStack(files, `stacks/s${i}`, share, wanted, random)
    filesLeft -= share
    blocksLeft -= wanted
  }
  return files
}

/** The number of resource blocks that texts hold. */
export function blocksIn(files) {
  return Object.values(files).reduce((sum, text) => sum + (text.match(/^resource /gm)?.length ?? 0), 0)
}

function addStack(files, folder, share, wanted, random) {
  files[`${folder}/variables.tf`] = variables
  files[`${folder}/locals.tf`] = locals(folder)
  files[`${folder}/modules.tf`] = modules.map((name, i) => moduleCall(name, i)).join('\n')
  files[`${folder}/data.tf`] = data
  files[`${folder}/outputs.tf`] = modules.map(outputOfModule).join('\n')
  const texts = resources(wanted, 'app', random)
  const size = Math.ceil(texts.length / (share - 5))
  for (let i = 0; i < share - 5; i++)
    files[`${folder}/part${String(i).padStart(2, '0')}.tf`] = texts.slice(i * size, (i + 1) * size).join('\n')
}

/** Exactly as many resource blocks as wanted. */
function resources(wanted, prefix, random) {
  const texts = []
  for (let i = 0; texts.length < wanted; i++) {
    const kinds = random() < 0.1 ? repeated : single
    const make = kinds[Math.floor(random() * kinds.length)]
    texts.push(...make(`${prefix}_${i}`, random() < 0.2))
  }
  return texts.slice(0, wanted)
}

function addModule(files, name, i, random) {
  const folder = `modules/${name}`
  files[`${folder}/variables.tf`] = variables
  files[`${folder}/main.tf`] = [locals(name), data, ...resources(8, `module${i}`, random)].join('\n')
  files[`${folder}/outputs.tf`] = `output "name" {
  value = local.prefix
}

output "settings" {
  value = { environment = var.environment, ports = keys(local.ports), strict = local.strict }
}
`
}

function moduleCall(name, i) {
  const before = modules[i - 1]
  return `module "${name}" {
  source      = "../../modules/${name}"
${i === 1 ? '  for_each    = toset(["blue", "green"])\n' : ''}${i === 3 ? '  count       = 2\n' : ''}  environment = var.environment
  region      = var.region
  project     = ${i === 1 ? '"${var.project}-${each.key}"' : 'var.project'}
  vpc_id      = var.vpc_id
  subnet_ids  = var.subnet_ids
  cidrs       = var.cidrs
  services    = concat(var.services, [${before && i !== 2 && i !== 4 ? `module.${before}.name` : '"extra"'}])
  classes     = merge(var.classes, { ${name} = "restricted" })
}
`
}

function outputOfModule(name, i) {
  const value =
    i === 1 || i === 3
      ? `[for instance in module.${name} : instance.settings.ports]`
      : `module.${name}.settings.ports`
  return `output "${name}_ports" {
  value = ${value}
}
`
}

function locals(folder) {
  return `locals {
  prefix = "\${var.project}-\${var.environment}"
  strict = contains(["production", "staging"], var.environment)
  tokens = local.strict ? "required" : "optional"
  tags = merge(
    {
      Project     = var.project
      Environment = var.environment
      Path        = "${folder}"
      ManagedBy   = "terraform"
    },
    var.tags,
  )
  ports = {
    http  = { from = 80, to = null }
    https = { from = 443, to = 443 }
    admin = { from = 8080, to = 8090 }
  }
  sizes = {
    production = "db.m5.large"
    staging    = "db.t3.medium"
  }
  retention = { production = 365, staging = 30 }
  actions   = distinct(concat(["s3:GetObject", "s3:ListBucket"], [for name in var.services : "\${name}:Describe*"]))
}
`
}

const variables = [
  ['environment', 'string', '"production"'],
  ['project', 'string', '"shop"'],
  ['region', 'string', '"eu-central-1"'],
  ['vpc_id', 'string', '"vpc-0a1b2c3d"'],
  ['network', 'string', '"10.0.0.0/16"'],
  ['subnet_ids', 'list(string)', '["subnet-1", "subnet-2", "subnet-3"]'],
  ['groups', 'list(string)', '["sg-1"]'],
  ['cidrs', 'list(string)', '["10.0.0.0/8", "192.168.0.0/16"]'],
  ['services', 'list(string)', '["ec2", "sqs", "sns"]'],
  ['classes', 'map(string)', '{ logs = "public" }'],
  ['timeouts', 'map(number)', '{}'],
  ['tags', 'map(string)', '{ Team = "platform" }'],
  ['disk', 'number', '40'],
]
  .map(
    ([name, type, value]) =>
      `variable "${name}" {\n  description = "The ${name} of everything here"\n  type        = ${type}\n  default     = ${value}\n}\n`,
  )
  .concat('variable "password" {\n  type      = string\n  sensitive = true\n}\n')
  .join('\n')

const data = `data "aws_ami" "base" {
  most_recent = true
  owners      = ["amazon"]
}

data "aws_iam_policy_document" "assume" {
  statement {
    actions = ["sts:AssumeRole"]
    principals {
      type        = "Service"
      identifiers = [for name in var.services : "\${name}.amazonaws.com"]
    }
  }
}
`

/** Evenly spread numbers from 0 to 1, the same for the same seed. */
function numbers(seed) {
  let state = seed
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return state / 2 ** 32
  }
}
