import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { isList, isObject, type Json, RegraftError, type Report, severities } from '@regraft/model'
import { printable } from '@regraft/reporters'
import { entryOf, entryText, readTrend, type TrendEntry, trendPage, trendText } from '@regraft/trend'
import type { Arguments } from '../args/arguments.ts'
import type { TrendCommand } from '../args/options.ts'
import type { Io } from '../io/io.ts'
import { checkOutput, writeOutput } from '../run/output-file.ts'

const defaultFile = 'regraft-trend.jsonl'
const counts = ['files', 'resources', 'open', 'healed', 'undetermined', 'ignored']
const limit = 256 * 1024 * 1024

/** Appends a run to a file, or shows the runs of one. */
export async function trend(command: TrendCommand, args: Arguments, io: Io): Promise<number> {
  const file = args.feedback.file ?? defaultFile
  return command === 'trend add' ? add(file, args, io) : show(file, args, io)
}

async function add(file: string, args: Arguments, io: Io): Promise<number> {
  checkOutput(file, io.cwd)
  const [name = '-'] = args.paths
  const report = reportOf(name, name === '-' ? await stdin(io) : await textOf(name, io.cwd, 'REPORT_INVALID'))
  const kept = await textOf(file, io.cwd, 'TREND_INVALID', true)
  const before = kept === '' || kept.endsWith('\n') ? kept : `${kept}\n`
  const runs = readTrend(before)
  const entry = entryOf(report, args.feedback.at ?? io.now(), runs)
  writeOutput(file, before + entryText(entry), io.cwd)
  if (!args.quiet)
    io.stdout.write(`${printable(file)} holds ${runs.length + 1} ${runs.length === 0 ? 'run' : 'runs'}.\n`)
  return 0
}

async function show(file: string, args: Arguments, io: Io): Promise<number> {
  for (const sink of args.sinks) if (sink.file !== undefined) checkOutput(sink.file, io.cwd)
  const entries = readTrend(await textOf(file, io.cwd, 'TREND_INVALID'))
  for (const sink of args.sinks) {
    const text = rendered(sink.format, entries)
    if (sink.file === undefined) io.stdout.write(text)
    else writeOutput(sink.file, text, io.cwd)
  }
  return 0
}

function rendered(format: string, entries: readonly TrendEntry[]): string {
  return format === 'html' ? trendPage(entries) : trendText(entries)
}

async function stdin(io: Io): Promise<string> {
  const bytes = await io.stdin.bytes(limit + 1)
  if (bytes.length > limit)
    throw new RegraftError('STDIN_TOO_LARGE', 'standard input holds more than 256 MiB', {
      hint: 'Name the file instead.',
    })
  return new TextDecoder().decode(bytes)
}

async function textOf(name: string, cwd: string, code: string, mayBeAbsent = false): Promise<string> {
  try {
    return await readFile(resolve(cwd, name), 'utf8')
  } catch (cause) {
    const isAbsent = cause instanceof Error && 'code' in cause && cause.code === 'ENOENT'
    if (mayBeAbsent && isAbsent) return ''
    throw new RegraftError(code, `${name} cannot be read${isAbsent ? ': there is no such file' : ''}`, {
      hint:
        code === 'TREND_INVALID'
          ? 'regraft trend add makes it; --file names it.'
          : 'Check the path of the report.',
      cause,
    })
  }
}

/** A report that `--format json` wrote, as far as a trend needs it. */
function reportOf(name: string, text: string): Report {
  let data: Json
  try {
    data = JSON.parse(text) as Json
  } catch (cause) {
    throw notOne(name, cause)
  }
  const { schema, findings, summary } = isObject(data) ? data : {}
  const isComplete =
    schema === 1 &&
    isObject(summary) &&
    counts.every((key) => Number.isSafeInteger(summary[key])) &&
    isList(findings) &&
    findings.every(isFinding)
  if (!isComplete) throw notOne(name)
  // What a trend reads of a report was just looked at; the rest stays unread.
  return data as unknown as Report
}

function isFinding(value: Json): boolean {
  if (!isObject(value)) return false
  const { id, status, severity } = value
  return (
    typeof id === 'string' &&
    /^[0-9a-f]{32}$/.test(id) &&
    typeof status === 'string' &&
    severities.some((name) => name === severity)
  )
}

function notOne(name: string, cause?: unknown): RegraftError {
  return new RegraftError(
    'REPORT_INVALID',
    `${name === '-' ? 'standard input' : name} is no report of regraft`,
    {
      hint: 'Make one with: regraft check --format json --output report.json',
      ...(cause === undefined ? {} : { cause }),
    },
  )
}
