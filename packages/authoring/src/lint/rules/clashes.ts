import { fieldAt } from '../metadata-place.ts'
import type { Declared, Found, Lint, LintModule } from '../module.ts'

/** What several rules claim for themselves. */
export const clashes: Lint = (module, { modules }) => {
  const { declares } = module
  if (declares === undefined) return []
  return [...idClash(module, declares, modules), ...aliasClash(module, declares, modules)]
}

const agreed = ['title', 'description', 'severity', 'fix'] as const

/** A rule is one folder: another folder of that id is another rule. In one folder all files say the same. */
function idClash(
  module: LintModule,
  { read: { policy } }: Declared,
  modules: readonly LintModule[],
): Found[] {
  const first = modules.find(({ declares }) => declares?.read.policy.id === policy.id)
  const other = first?.declares?.read.policy
  if (first === undefined || other === undefined || first === module) return []
  const at = fieldAt(module, 'id')
  if (folderOf(first.file) !== folderOf(module.file))
    return [
      {
        lint: 'id-clash',
        at,
        message: `${policy.id} is already the id of the rule in ${folderOf(first.file)}`,
        hint: 'Give one of them another id, or put both files into one folder if they are one rule.',
      },
    ]
  const field = agreed.find((name) => policy[name] !== other[name])
  if (field === undefined) return []
  return [
    {
      lint: 'id-clash',
      at: fieldAt(module, field),
      message: `${policy.id} has another ${field} here than in ${first.file}`,
      hint: 'Files of one rule share title, description, severity and fix: make them equal, or give one another id.',
    },
  ]
}

function aliasClash(
  module: LintModule,
  { read: { policy } }: Declared,
  modules: readonly LintModule[],
): Found[] {
  return policy.aliases.flatMap((alias): Found[] => {
    const other = modules.find(({ declares }) => {
      const their = declares?.read.policy
      return their !== undefined && their.id !== policy.id && their.aliases.includes(alias)
    })
    // Said once, at the later of the two.
    if (other === undefined || modules.indexOf(other) > modules.indexOf(module)) return []
    return [
      {
        lint: 'alias-clash',
        at: fieldAt(module, 'aliases'),
        message: `${alias} is also an alias of ${other.declares?.read.policy.id}, and \`--rule ${alias}\` would mean both`,
        hint: 'Leave it with the rule that finds what that scanner finds.',
      },
    ]
  })
}

function folderOf(file: string): string {
  const slash = file.lastIndexOf('/')
  return slash < 0 ? '.' : file.slice(0, slash)
}
