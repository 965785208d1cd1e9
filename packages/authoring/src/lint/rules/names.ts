import type { Found, Lint, LintContext, LintModule } from '../module.ts'
import { isTest } from '../module.ts'

/** Variables that hide something that a reader expects to mean what it always means. */
export const shadows: Lint = ({ facts }) =>
  facts.shadows.map(({ name, at }) =>
    name === 'input' || name === 'data'
      ? {
          lint: 'input-shadowed',
          at,
          message: `\`${name}\` is no new variable here: ${name === 'input' ? 'the resource' : 'all data'} is compared with each item`,
          hint: 'Give the variable another name.',
        }
      : {
          lint: 'import-shadowed',
          at,
          message: `this ${name} is a variable and hides the import of that name`,
          hint: 'Give it another name, or the import an alias: `import … as other`.',
        },
  )

/**
 * Rules that nothing names. In a rule's package that is all but `deny`; elsewhere others may import what has no
 * underscore.
 */
export const unused: Lint = (module, context) => {
  if (isTest(module.file)) return []
  const named = namesOf(context)
  const packages = new Set(context.modules.map(({ inspected }) => inspected.package))
  const seen = new Set<string>()
  return module.facts.rules.flatMap(({ name, at }): Found[] => {
    const own = name.slice(module.inspected.package.length + 1)
    if (seen.has(name) || !mustBeNamed(own, module) || isNamed(name, named, packages)) return []
    seen.add(name)
    return [
      {
        lint: 'unused-rule',
        at,
        message: `nothing uses ${own}`,
        hint: 'Remove it, or look for a misspelt name where it should be used.',
      },
    ]
  })
}

function mustBeNamed(own: string, { policy }: LintModule): boolean {
  if (own.startsWith('_')) return true
  return policy !== undefined && own !== 'deny' && !/^(todo_)?test_/.test(own)
}

const cache = new WeakMap<LintContext, ReadonlySet<string>>()

/** What modules that are no tests name. */
function namesOf(context: LintContext): ReadonlySet<string> {
  let names = cache.get(context)
  if (names === undefined) {
    names = new Set(context.modules.filter(({ file }) => !isTest(file)).flatMap(({ facts }) => facts.names))
    cache.set(context, names)
  }
  return names
}

/** Named itself, by a step below it, or by a document that holds it. */
function isNamed(name: string, named: ReadonlySet<string>, packages: ReadonlySet<string>): boolean {
  if (
    [...named].some((other) => other === name || other.startsWith(`${name}.`) || other.startsWith(`${name}[`))
  )
    return true
  // An import names its package whatever it is used for, so a package says nothing about its rules.
  for (let at = name.lastIndexOf('.'); at > 0; at = name.lastIndexOf('.', at - 1)) {
    const holder = name.slice(0, at)
    if (holder !== 'data' && named.has(holder) && !packages.has(holder)) return true
  }
  return false
}
