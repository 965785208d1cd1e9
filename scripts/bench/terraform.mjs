// Benchmarks of Terraform: a generated repository of 5,000 resource blocks, and heals of many fixes in one unit.
import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { root } from '../workspace.mjs'
import { inTurns } from './measure.mjs'
import { terraformRepository } from './terraform-repository.mjs'

function write(folder, files) {
  for (const [path, text] of Object.entries(files)) {
    const file = join(folder, path)
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, text)
  }
  return folder
}

/** Check of 5,000 blocks against parsing them and against 500; each a process. `folder` holds the large one after. */
export function checks(cli, scratch) {
  const folder = write(join(scratch, 'terraform-5000'), terraformRepository(5000))
  const small = write(join(scratch, 'terraform-500'), terraformRepository(500))
  const report = ['--format', 'json', '--output', join(scratch, 'terraform.json')]
  const [parse, check, checkSmall] = inTurns(
    [
      [process.execPath, join(root, 'scripts', 'bench', 'parse-files.mjs'), folder],
      [...cli, 'check', folder, ...report],
      [...cli, 'check', small, ...report],
    ],
    7,
  )
  return { folder, parse, check, checkSmall }
}

/** Heals of 1,000 resources in 20 files of one unit: 100 findings against 300. */
export function heals(cli, scratch) {
  const commands = [100, 300].map((findings) => {
    const folder = write(join(scratch, `heal-${findings}`), manyKeys(1000, findings))
    const report = ['--format', 'json', '--output', join(scratch, 'heal.json')]
    return [...cli, 'heal', folder, '--dry-run', ...report]
  })
  const [few, many] = inTurns(commands, 3)
  return { few, many }
}

function manyKeys(count, findings) {
  const files = { 'locals.tf': locals }
  const perFile = 50
  for (let from = 0; from < count; from += perFile)
    files[`keys${from / perFile}.tf`] = Array.from({ length: perFile }, (_, i) =>
      key(from + i, ((from + i) * findings) % count < findings),
    ).join('\n')
  return files
}

const locals = `variable "project" {
  default = "shop"
}

locals {
  tags = merge({ Project = var.project }, { Team = "platform" })
}
`

function key(i, bad) {
  return `resource "aws_kms_key" "k${i}" {
  description         = "Key \${var.project} ${i}"
  enable_key_rotation = ${!bad}
  tags                = merge(local.tags, { Name = "key-${i}" })
}
`
}
