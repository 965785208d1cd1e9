/** One `%…` of a format: its flags and numbers. */
export interface Spec {
  readonly sharp: boolean
  readonly zero: boolean
  readonly plus: boolean
  readonly minus: boolean
  readonly space: boolean
  readonly width: number | undefined
  readonly precision: number | undefined
}

export const plainSpec: Spec = {
  sharp: false,
  zero: false,
  plus: false,
  minus: false,
  space: false,
  width: undefined,
  precision: undefined,
}

/** Fills to the width, counted in code points: on the right with `-`, else on the left, with zeros only if asked. */
export function pad(text: string, spec: Spec, zero: boolean = spec.zero): string {
  const missing = (spec.width ?? 0) - [...text].length
  if (missing <= 0) return text
  if (spec.minus) return text + ' '.repeat(missing)
  return (zero ? '0' : ' ').repeat(missing) + text
}
