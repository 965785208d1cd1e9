import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { parse, parseAllDocuments, stringify } from 'yaml'

interface Assertion {
  readonly violations?: 'yes' | 'no' | number
  readonly message?: string
}

/** One case of one test of one `suite.yaml`. */
export interface SuiteCase {
  readonly name: string
  /** `metadata.name` that the case's constraint was given, so that all constraints can stand side by side. */
  readonly constraint: string
  readonly object: string
  readonly inventory: readonly string[]
  readonly assertions: readonly Assertion[]
}

export interface Suites {
  /** Every template and constraint that a suite names, by path. Templates are as they are. */
  readonly files: { readonly [path: string]: string }
  readonly cases: readonly SuiteCase[]
}

interface SuiteText {
  readonly tests: readonly {
    readonly name: string
    readonly template: string
    readonly constraint: string
    readonly cases?: readonly {
      readonly name: string
      readonly object: string
      readonly inventory?: readonly string[]
      readonly assertions?: readonly Assertion[]
    }[]
  }[]
}

/** Reads the suites below a folder, in the format of `gator verify`. */
export function readSuites(root: string): Suites {
  const files: Record<string, string> = {}
  const cases: SuiteCase[] = []
  const names = readdirSync(root, { recursive: true, encoding: 'utf8' })
  for (const file of names.filter((name) => name.endsWith('suite.yaml')).sort()) {
    const folder = dirname(join(root, file))
    const suite = parse(readFileSync(join(root, file), 'utf8')) as SuiteText
    for (const [i, test] of suite.tests.entries()) {
      const path = (name: string): string => relative(root, join(folder, name)).replaceAll('\\', '/')
      const read = (name: string): string => readFileSync(join(folder, name), 'utf8')
      files[path(test.template)] = read(test.template)
      const constraint = parse(read(test.constraint)) as { metadata: { name: string } }
      constraint.metadata.name = `${dirname(file).replaceAll('/', '-')}-${i}`
      files[`${path(test.constraint)}#${i}.yaml`] = stringify(constraint)
      for (const { name, object, inventory = [], assertions = [{}] } of test.cases ?? [])
        cases.push({
          name: `${dirname(file)}: ${test.name}: ${name}`,
          constraint: constraint.metadata.name,
          object: read(object),
          inventory: inventory.map(read),
          assertions,
        })
    }
  }
  return { files, cases }
}

/** Why the messages of a case's violations are not what it asserts; undefined when they are. */
export function disagreement({ assertions }: SuiteCase, messages: readonly string[]): string | undefined {
  for (const { violations = 'yes', message } of assertions) {
    const counted = messages.filter((each) => message === undefined || new RegExp(message).test(each)).length
    const holds =
      violations === 'yes' ? counted > 0 : violations === 'no' ? counted === 0 : counted === violations
    if (!holds) return `expected ${violations} of ${message ?? 'any'}, found ${JSON.stringify(messages)}`
  }
  return undefined
}

/** The object first, then what the cluster holds beside it, as one file. */
export function workspaceOf({ object, inventory }: SuiteCase): string {
  return [object, ...inventory]
    .flatMap((text) => parseAllDocuments(text))
    .map((document) => stringify(document.toJS()))
    .join('---\n')
}
