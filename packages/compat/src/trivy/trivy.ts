import type { Diagnostic } from '@regraft/model'
import { type AttachedFixes, attachmentOf } from '../fixes/fixes.ts'
import { idStep, packageStep } from '../names.ts'
import { conftestRule } from '../rego/owner.ts'
import type { RegoFile } from '../rego/read.ts'
import type { Converted } from '../sources.ts'
import { headerOf, literal, reference } from '../wrapper.ts'
import { type Check, checkOf } from './check.ts'
import { trivyFunctions, trivyLibraryFile, trivyLibraryText } from './library.ts'

/** Where checks of Trivy stand below `data`; each source below it. */
export const trivyRoot: readonly string[] = ['regraft', 'foreign', 'trivy']

/** Selectors by the frameworks whose resources have the shape that such checks expect. */
const frameworks: { readonly [selector: string]: readonly string[] } = {
  kubernetes: ['kubernetes'],
  yaml: ['document'],
  json: ['document'],
  dockerfile: ['dockerfile'],
  cloud: ['cloud'],
}

/** The document that a check sees, where that is not the resource as it is. */
const inputs: { readonly [framework: string]: string } = { dockerfile: '{"Stages": input.Stages}' }

/** Checks of Trivy as policies; `libraries` are Rego files they import. */
export function convertTrivy(
  checks: readonly RegoFile[],
  libraries: readonly RegoFile[],
  source: string,
  fixes: AttachedFixes,
): Converted {
  const at = [...trivyRoot, packageStep(source)]
  const diagnostics: Diagnostic[] = []
  const modules: Record<string, string> = { [trivyLibraryFile]: trivyLibraryText }
  const foreign: Record<string, object> = {}
  const functions = functionsIn([...checks, ...libraries])
  const add = (file: RegoFile): void => {
    modules[file.path] = file.text
    foreign[file.path] = { ...(file.v0 ? { v0: true } : {}), mount: { at, functions: functions(file) } }
  }
  const left = leftOut([...checks, ...libraries])
  for (const check of checks.map(checkOf)) {
    const targets = frameworksOf(check)
    const why = reasonAgainst(check, targets, left, libraries)
    if (why !== undefined) {
      diagnostics.push(skipped(check, why))
      continue
    }
    add(check.file)
    for (const framework of targets) {
      const path = ['trivy', packageStep(source), ...check.file.package.map(packageStep), framework]
      modules[`regraft/compat/${path.join('/')}.rego`] = wrapper(
        ['regraft', 'compat', ...path],
        at,
        check,
        fixes,
      )
    }
  }
  for (const library of libraries) if (!left.has(library.package.join('.'))) add(library)
  return { modules, foreign, diagnostics }
}

/** The functions of the host that a file may mean: not those that its package has rules for. */
export function functionsIn(
  files: readonly RegoFile[],
  all: { readonly [name: string]: string } = trivyFunctions,
): (file: RegoFile) => { readonly [name: string]: string } {
  const own = new Set(
    files.flatMap(({ package: steps, rules }) => rules.map((name) => `${steps.join('.')} ${name}`)),
  )
  return ({ package: steps }) =>
    Object.fromEntries(Object.entries(all).filter(([name]) => !own.has(`${steps.join('.')} ${name}`)))
}

function frameworksOf({ selectors }: Check): readonly string[] {
  const wanted = selectors.length === 0 ? ['kubernetes', 'yaml'] : selectors
  return [...new Set(wanted.flatMap((selector) => frameworks[selector] ?? []))].sort()
}

/** Functions of Trivy's host that have no counterpart here, or none in that place. */
const hostOnly =
  /\b(squealer\.scan_string|parse_config(?:_file)?|(?<=\bsome\b[^\n]*\bin\s+)sh\.parse_commands)\s*\(/

/** The function of Trivy's own host that a file calls, if it calls one. */
function hostCall(text: string): string | undefined {
  return hostOnly.exec(text)?.[1]
}

function reasonAgainst(
  { selectors, file }: Check,
  targets: readonly string[],
  left: ReadonlyMap<string, string>,
  libraries: readonly RegoFile[],
): string | undefined {
  if (targets.length === 0) return `it looks at ${selectors.join(', ')}, whose shape is not made here`
  const host = left.get(file.package.join('.'))
  if (host !== undefined) return `it calls ${host}, a function of Trivy's own host`
  const known = new Set(libraries.map((library) => `data.${library.package.join('.')}`))
  const missing = file.imports.find((name) => name.startsWith('data.lib') && !covered(name, known))
  return missing === undefined ? undefined : `${missing}, which it imports, is not among the files`
}

/** An import may name a package, something in one, or what several packages begin with. */
function covered(name: string, known: ReadonlySet<string>): boolean {
  return [...known].some(
    (each) => each === name || name.startsWith(`${each}.`) || each.startsWith(`${name}.`),
  )
}

function skipped({ id, file }: Check, why: string): Diagnostic {
  return {
    code: 'FOREIGN_POLICY',
    severity: 'warning',
    message: `${file.path}: check ${id} is not run: ${why}`,
    file: file.path,
    hint: 'docs/policies/other-policies.md says what of Trivy runs here.',
  }
}

function wrapper(
  packagePath: readonly string[],
  at: readonly string[],
  check: Check,
  fixes: AttachedFixes,
): string {
  const id = `trivy/${idStep(check.id)}`
  const { level, rules } = attachmentOf(fixes, id, id)
  const header = headerOf(packagePath, {
    id,
    title: check.title,
    ...(check.description === '' ? {} : { description: check.description }),
    severity: check.severity,
    resources: ['*'],
    aliases: check.aliases,
    relatedResources: check.relatedResources,
    ...(level === undefined ? {} : { fix: level }),
  })
  const place = reference([...at, ...check.file.package])
  const kinds =
    check.kinds.length === 0 ? '' : `\tlower(object.get(input, "kind", "")) in ${literal(check.kinds)}\n`
  const names = check.file.rules.filter((name) => conftestRule.test(name)).sort()
  const denies = names.map(
    (name) => `deny contains finding if {
${kinds}	document := ${inputs[packagePath.at(-1) ?? ''] ?? 'object.remove(input, ["$address"])'}
	some result in ${place}[${literal(name)}] with input as document
	message := data.regraft.compat.trivy.message(result, ${literal(check.title)})
	path := data.regraft.compat.trivy.path(document, result)
	finding := object.union({"message": message, "path": path}, fix_of(message))
}
`,
  )
  return [header, ...denies, rules].join('\n')
}

/** Packages by what keeps them out: their own call, or that of a package they import. */
export function leftOut(files: readonly RegoFile[]): ReadonlyMap<string, string> {
  const left = new Map<string, string>()
  for (const { package: steps, text } of files) {
    const calls = hostCall(text)
    if (calls !== undefined) left.set(steps.join('.'), calls)
  }
  for (let before = -1; before !== left.size; ) {
    before = left.size
    for (const { package: steps, imports } of files) {
      const through = imports
        .map((name) => left.get(name.replace(/^data\./, '')))
        .find((it) => it !== undefined)
      if (through !== undefined && !left.has(steps.join('.'))) left.set(steps.join('.'), through)
    }
  }
  return left
}
