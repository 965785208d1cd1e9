import type { Found, Lint } from '../module.ts'

/** Built-ins that cannot run here, or make a verdict differ from run to run, and what is left over from debugging. */
export const calls: Lint = ({ facts, file }, { refused, missing }) =>
  facts.calls.flatMap(({ name, at }): Found[] => {
    if (refused.has(name))
      return [
        {
          lint: 'builtin-outside',
          at,
          message: `${name} reaches outside, and verdicts depend on files alone`,
          hint: 'Put what it would fetch into the data of the policies.',
        },
      ]
    if (missing.has(name)) return [{ lint: 'builtin-missing', at, ...without(name) }]
    if (changing.has(name))
      return [
        {
          lint: 'nondeterministic',
          at,
          message: `${name} is random in OPA and follows from its key here, so verdicts would differ`,
          hint: 'Derive the value from the input: its address, or a hash of it.',
        },
      ]
    if (name === 'print')
      return [
        {
          lint: 'print-left',
          at,
          message: 'a `print` was left in; it is compiled away, and only `regraft policy test` shows it',
          hint: `Take it out of ${file.slice(file.lastIndexOf('/') + 1)}, or keep it in a test.`,
        },
      ]
    return []
  })

const changing: ReadonlySet<string> = new Set(['rand.intn', 'uuid.rfc4122'])

function without(name: string): Pick<Found, 'message' | 'hint'> {
  if (name === 'time.now_ns')
    return {
      message: 'time.now_ns is the clock, and a report should not change with the day',
      hint: 'Compare with a date in the data of the policies.',
    }
  return {
    message: `neither OPA's Wasm target nor this host runs ${name}`,
    hint: 'Say it with built-ins that do: docs/policies/checks.md names the families.',
  }
}
