import type { Report } from '@regraft/model'
import { patchOf, type RenderOptions, render, renderDiff, renderSummary } from '@regraft/reporters'
import type { Arguments, Sink } from '../args/arguments.ts'
import { colorOf } from '../io/color.ts'
import type { Io, Output } from '../io/io.ts'
import { writeOutput } from './output-file.ts'

/**
 * Sends a report where it was asked for. A dry run's diff goes to standard output, unless a format that is not text has
 * it; the text then goes to standard error, as it does when standard output carries healed text.
 */
export function emit(report: Report, options: RenderOptions, args: Arguments, io: Io): void {
  const onFiles = args.sinks.filter(({ file }) => file !== undefined)
  const onScreen = args.sinks.find(({ file }) => file === undefined)
  for (const { format, file } of onFiles)
    if (file !== undefined) writeOutput(file, render(format, report, options), io.cwd)
  const showDiff = options.run === 'dry-run' && (onScreen === undefined || onScreen.format === 'text')
  if (showDiff) io.stdout.write(diffFor(io.stdout, report, options, args, io))
  if (onScreen) screen(onScreen, showDiff, report, options, args, io)
  else if (!args.quiet) io.stderr.write(renderSummary(report, { ...options, ...look(io.stderr, args, io) }))
}

function screen(
  sink: Sink,
  diffShown: boolean,
  report: Report,
  options: RenderOptions,
  args: Arguments,
  io: Io,
): void {
  const elsewhere = diffShown || (args.command === 'heal' && args.paths[0] === '-')
  const output = elsewhere ? io.stderr : io.stdout
  if (args.quiet && (elsewhere || !args.formatGiven)) return
  const text = { ...options, ...look(output, args, io), ...(diffShown ? { diff: false } : {}) }
  output.write(render(sink.format, report, text))
}

/** For a program the bytes of the files as they are; for eyes nothing that a terminal would obey. */
function diffFor(output: Output, report: Report, { text }: RenderOptions, args: Arguments, io: Io): string {
  const diff = patchOf(report, text ?? (() => undefined))
  return output.isTerminal ? renderDiff(diff, look(output, args, io)) : diff
}

export function look(output: Output, args: Arguments, io: Io): Pick<RenderOptions, 'color' | 'width'> {
  const color = colorOf(output, io, args.noColor)
  return output.columns === undefined ? { color } : { color, width: output.columns }
}
