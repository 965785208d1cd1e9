import type { TestFailure } from './tester/outcome.ts'

/** What does not hold, with the lines of Rego, the trace and the difference below it, indented. */
export function describeFailure({ check, variant, message, diff, frame, trace = [] }: TestFailure): string {
  const where = variant === undefined ? '' : ` (${variant})`
  const head = check === undefined ? message : `${check}${where}: ${message}`
  const below = [
    ...(frame === undefined ? [] : [frame]),
    ...(trace.length > 0 ? [`because below it failed:\n${trace.map((line) => `  ${line}`).join('\n')}`] : []),
    ...(diff === undefined ? [] : [diff]),
  ]
  return [head, ...below.map((text) => text.replace(/^/gm, '  '))].join('\n')
}
