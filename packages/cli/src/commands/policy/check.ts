import { stat } from 'node:fs/promises'
import { normalize, resolve } from 'node:path'
import {
  type CheckedDefinitions,
  checkDefinitions,
  checkPoliciesInWorker,
  type PolicyCheck,
} from '@regraft/authoring'
import { type DiagnosticSeverity, RegraftError } from '@regraft/model'
import type { RegoSource } from '@regraft/rego'
import { renderDiagnostics } from '@regraft/reporters'
import type { Arguments } from '../../args/arguments.ts'
import type { Io } from '../../io/io.ts'
import { look } from '../../run/emit.ts'
import { checkOutput, writeOutput } from '../../run/output-file.ts'
import { definitionsIn, isCode } from '../../run/policy-code.ts'
import { regoModules, regoText } from '../../run/rego-files.ts'
import { version } from '../../version.ts'

/** Tells what is wrong with policies. Exits as ESLint does: 2 when they do not compile, 1 when there is an error. */
export async function policyCheck(args: Arguments, io: Io): Promise<number> {
  for (const { file } of args.sinks) if (file !== undefined) checkOutput(file, io.cwd)
  const paths = args.paths.length > 0 ? args.paths : ['policies']
  const modules = await sources(
    paths.filter((path) => !isCode(path)),
    io.cwd,
  )
  // Only what is named is run.
  const code = await definitions(paths.filter(isCode), io.cwd)
  const { library } = await import('@regraft/policies/library')
  const shared = Object.entries(library.modules).map(([file, text]) => ({
    file: `${library.id}/${file}`,
    text,
  }))
  const ofRego = await checkPoliciesInWorker({ modules, library: shared })
  const checked = { ...ofRego, diagnostics: [...ofRego.diagnostics, ...checkDefinitions(code)] }
  const files = modules.length + code.length
  for (const { format, file } of args.sinks) {
    if (file !== undefined) writeOutput(file, shown(format, checked, files, {}), io.cwd)
    else if (!args.quiet || args.formatGiven)
      io.stdout.write(shown(format, checked, files, look(io.stdout, args, io)))
  }
  if (!checked.compiles) return 2
  const { error, warning } = counts(checked)
  return error > 0 || warning > (args.policy.maxWarnings ?? Number.POSITIVE_INFINITY) ? 1 : 0
}

async function definitions(paths: readonly string[], cwd: string): Promise<readonly CheckedDefinitions[]> {
  const files: CheckedDefinitions[] = []
  for (const path of paths)
    files.push({
      file: path,
      definitions: (await definitionsIn(path, resolve(cwd, path), 'given')).definitions,
    })
  return files
}

async function sources(paths: readonly string[], cwd: string): Promise<RegoSource[]> {
  const files = new Map<string, string>()
  for (const given of paths) {
    const path = resolve(cwd, given)
    const name = normalize(given).replaceAll('\\', '/').replace(/\/+$/, '')
    const stats = await stat(path).catch(() => undefined)
    const found = stats?.isDirectory()
      ? await regoModules(path, name, { tests: true })
      : stats && path.endsWith('.rego')
        ? { [name]: await regoText(path, name) }
        : {}
    if (Object.keys(found).length === 0)
      throw new RegraftError('POLICY_SOURCE', `there are no policies at ${given}`, {
        hint: 'Name .rego files or folders of them; `regraft policy new` makes one.',
      })
    for (const [file, text] of Object.entries(found)) files.set(file.replace(/^\.\//, ''), text)
  }
  return [...files].map(([file, text]) => ({ file, text }))
}

function shown(
  format: string,
  checked: PolicyCheck,
  files: number,
  options: ReturnType<typeof look> | object,
): string {
  const count = counts(checked)
  if (format === 'json') {
    const { compiles, diagnostics } = checked
    const summary = { files, errors: count.error, warnings: count.warning, infos: count.info }
    const report = { schema: 1, tool: { name: 'regraft', version }, compiles, diagnostics, summary }
    return `${JSON.stringify(report, null, 2)}\n`
  }
  const rendered = renderDiagnostics(checked.diagnostics, options)
  const parts = [
    plural(count.error, 'error'),
    plural(count.warning, 'warning'),
    ...(count.info > 0 ? [plural(count.info, 'remark')] : []),
  ]
  return `${rendered}${rendered === '' ? '' : '\n'}${parts.join(', ')} in ${plural(files, 'file')}\n`
}

function counts({ diagnostics }: PolicyCheck): Record<DiagnosticSeverity, number> {
  const count = { error: 0, warning: 0, info: 0 }
  for (const { severity } of diagnostics) count[severity]++
  return count
}

function plural(n: number, word: string): string {
  return `${n} ${word}${n === 1 ? '' : 's'}`
}
