import { existsSync, lstatSync, mkdirSync, realpathSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { RegraftError } from '@regraft/model'
import type { Arguments } from '../args/arguments.ts'
import { oneOf } from '../args/parse.ts'
import { configText } from '../init/config.ts'
import { type InitFile, pipelines, preCommit } from '../init/pipelines.ts'
import type { Io } from '../io/io.ts'
import { checkOutput, writeOutput } from '../run/output-file.ts'
import { isInside } from '../run/root.ts'

const config: InitFile = { path: 'regraft.yaml', text: configText }

/**
 * Writes regraft.yaml and what was asked for beside it. A file that was asked for and is there already stops it before
 * anything is written; a regraft.yaml that nobody asked for by itself stays.
 */
export async function init(args: Arguments, io: Io): Promise<number> {
  const { ci, preCommit: hooks, force } = args.feedback
  const asked = [...new Set(ci)].map(pipelineOf)
  if (hooks) asked.push(preCommit)
  const isThere = ({ path }: InitFile): boolean =>
    lstatSync(join(io.cwd, path), { throwIfNoEntry: false }) !== undefined
  const keepsConfig = !force && asked.length > 0 && isThere(config)
  const files = keepsConfig ? asked : [config, ...asked]
  const there = force ? [] : files.filter(isThere)
  if (there.length > 0) throw exists(there)
  for (const { path } of files) prepare(path, io.cwd)
  for (const { path, text } of files) writeOutput(path, text, io.cwd)
  if (args.quiet) return 0
  for (const { path } of files) io.stdout.write(`wrote ${path}\n`)
  if (keepsConfig) io.stdout.write(`kept ${config.path}\n`)
  io.stdout.write('Next: regraft check\n')
  return 0
}

function pipelineOf(host: string): InitFile {
  const known = Object.keys(pipelines)
  const file = known.includes(host) ? pipelines[host] : undefined
  if (file === undefined) throw oneOf('--ci', host, known)
  return file
}

/** Makes the folder of a file. A link that leads out of the working folder is not followed. */
function prepare(path: string, cwd: string): void {
  const folder = dirname(join(cwd, path))
  let nearest = join(cwd, path)
  while (!existsSync(nearest)) nearest = dirname(nearest)
  if (!isInside(realpathSync(cwd), realpathSync(nearest)))
    throw new RegraftError('PATH_OUTSIDE', `${path} lies outside ${cwd}`, {
      hint: 'Take the link away that leads there.',
    })
  try {
    mkdirSync(folder, { recursive: true })
  } catch (cause) {
    const why = cause instanceof Error && 'code' in cause ? String(cause.code) : 'unknown'
    throw new RegraftError('OUTPUT_FAILED', `${path} cannot be written: ${why}`, {
      hint: 'Look at the permissions of the folder.',
      cause,
    })
  }
  checkOutput(path, cwd)
}

function exists(files: readonly InitFile[]): RegraftError {
  const names = files.map(({ path }) => path).join(', ')
  return new RegraftError('INIT_EXISTS', `there ${files.length === 1 ? 'is' : 'are'} already ${names}`, {
    hint: 'Nothing was written. --force writes over it; docs/adapters/pre-commit.md shows what to add by hand.',
  })
}
