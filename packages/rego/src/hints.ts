import type { RawDiagnostic } from './reply.ts'

/** What the hints need to know of the toolchain. */
export interface Known {
  readonly builtins: readonly string[]
  readonly refused: readonly string[]
}

const undefinedFunction = /^undefined function (\S+)$/

/** True if the hint for this error needs the names of the built-ins. */
export function asksForNames(raw: RawDiagnostic): boolean {
  return undefinedFunction.test(raw.message)
}

const byMessage: readonly (readonly [RegExp, string])[] = [
  [/^file holds \d+ bytes/, 'Split it, or move what is data in it into a JSON document of the bundle.'],
  [/`if` keyword is required/, 'Write `name if { … }`: Rego needs `if` before a rule body since OPA 1.0.'],
  [/`contains` keyword is required/, 'Write `name contains item if { … }` for a rule that collects a set.'],
  [
    /var \S+ is unsafe/,
    'Give it a value before use: `some x in …`, `x := …`, or import it. Look for a misspelt name.',
  ],
  [/^undefined ref/, 'Nothing is defined at this path. Check the spelling, the package and the imports.'],
  [/conflicting rules|conflicts with/, 'Give one of the rules another name, or make both of the same kind.'],
  [/unused/, 'Remove it, or write `_` where a value is not needed.'],
  [
    /(assigned|declared|referenced) above|redeclared/,
    'A name can be given a value once; choose another name.',
  ],
]

const byCode: { readonly [code: string]: string } = {
  rego_type_error:
    'This expression can never hold for the types involved. Compare what is found with what is expected.',
  rego_format_error:
    'The file was left as it is. Put parentheses around long conditions, or format it by hand.',
  rego_recursion_error:
    'A rule may not need its own result. Break the cycle, or use `walk` or `graph.reachable`.',
  rego_entrypoint_error: 'Name an existing package and rule as `package/path/rule`.',
  rego_builtin_refused: 'Policies see only their input and data; hand the value in instead.',
  eval_conflict_error:
    'Two rule bodies give different values here; make their conditions exclude each other.',
  eval_cancel_error: 'It took longer than its time limit; raise timeoutMs, or look for nested iteration.',
  eval_limit_error: 'Look for nested iteration over large collections, or raise the limit.',
  rego_internal_error: 'This is a defect of regraft; please report it with the policy that caused it.',
}

/** What to do about an error, where something can be said. `known` is needed when {@link asksForNames} says so. */
export function hintFor(raw: RawDiagnostic, known: Known | undefined): string | undefined {
  const name = undefinedFunction.exec(raw.message)?.[1]
  if (name !== undefined) return functionHint(name, known)
  const found = byMessage.find(([pattern]) => pattern.test(raw.message))
  const hint = found?.[1] ?? byCode[raw.code]
  const { step, oneOf } = raw.undefined ?? {}
  const near = typeof step === 'string' ? nearest(step, oneOf ?? []) : undefined
  return near === undefined ? hint : `Did you mean \`${near}\`? ${hint}`
}

function functionHint(name: string, known: Known | undefined): string {
  if (known?.refused.includes(name)) {
    return 'Policies never reach the network or the environment: hand the value in as input or data.'
  }
  if (known?.builtins.includes(name))
    return 'OPA has this built-in, but this host does not provide it to policies.'
  const near = nearest(name, known?.builtins ?? [])
  const ask = near === undefined ? '' : `Did you mean \`${near}\`? `
  return `${ask}It is neither a built-in nor a function of these modules; check the name and the imports.`
}

/** The closest name within a third of its length in edits, first in order among equals. */
function nearest(name: string, names: readonly string[]): string | undefined {
  let best: string | undefined
  let least = Math.max(2, Math.floor(name.length / 3)) + 1
  for (const candidate of names) {
    const d = distance(name, candidate, least)
    if (d < least) {
      least = d
      best = candidate
    }
  }
  return best
}

/** Levenshtein distance, or anything at or above `limit` once it cannot be less. */
function distance(a: string, b: string, limit: number): number {
  if (Math.abs(a.length - b.length) >= limit) return limit
  let row = Array.from({ length: b.length + 1 }, (_, i) => i)
  for (let i = 1; i <= a.length; i++) {
    const next = [i]
    for (let j = 1; j <= b.length; j++) {
      const change = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1)
      next.push(Math.min(change, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1))
    }
    row = next
  }
  return row[b.length] ?? limit
}
