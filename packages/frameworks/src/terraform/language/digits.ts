export function bitLength(m: bigint): number {
  const hex = m.toString(16)
  return (hex.length - 1) * 4 + (32 - Math.clz32(Number.parseInt(hex[0] as string, 16)))
}

/** The shortest decimal of m × 2^exponent within half a unit in the last of so many bits; of two as short the nearer. */
export function shortest(m: bigint, exponent: number, bits: number): string {
  // value = m × 2^exponent = full × 2^(exponent − pad), with full of all bits: its neighbours are half a unit away.
  const pad = bits - bitLength(m)
  const full = m << BigInt(pad)
  const e = exponent - pad
  // Twice the value, so that half a unit is whole: 2·full ± 1 over 2^(1 − e).
  const numerator = e >= 1 ? (2n * full) << BigInt(e - 1) : 2n * full
  const margin = e >= 1 ? 1n << BigInt(e - 1) : 1n
  const denominator = e >= 1 ? 1n : 1n << BigInt(1 - e)
  const even = (full & 1n) === 0n
  return digitsWithin(numerator, numerator - margin, numerator + margin, denominator, even)
}

/** The decimal with the fewest digits in (down, up) / denominator, the ends included when `closed`. */
function digitsWithin(value: bigint, down: bigint, up: bigint, denominator: bigint, closed: boolean): string {
  // The largest power of ten that leaves one digit: found from the number of digits of the whole part.
  const whole = value / denominator
  let scale = whole > 0n ? whole.toString().length : -leadingZeros(value, denominator)
  for (; ; scale--) {
    // Candidates with the last digit at 10^scale.
    const up10 = scale >= 0 ? 10n ** BigInt(scale) : 1n
    const down10 = scale >= 0 ? 1n : 10n ** BigInt(-scale)
    const unit = denominator * up10
    const scaled = value * down10
    const floor = scaled / unit
    const inside = (n: bigint): boolean => {
      const at = n * unit
      const low = down * down10
      const high = up * down10
      return closed ? at >= low && at <= high : at > low && at < high
    }
    const under = inside(floor)
    const over = inside(floor + 1n)
    if (!under && !over) continue
    const nearer = 2n * (scaled - floor * unit) <= unit ? floor : floor + 1n
    const chosen = under && over ? nearer : under ? floor : floor + 1n
    return written(chosen, scale)
  }
}

function leadingZeros(value: bigint, denominator: bigint): number {
  let zeros = 0
  for (let scaled = value * 10n; scaled < denominator; scaled *= 10n) zeros++
  return zeros
}

function written(digits: bigint, scale: number): string {
  const text = digits.toString()
  if (scale >= 0) return text + '0'.repeat(scale)
  const padded = text.padStart(1 - scale, '0')
  const fraction = padded.slice(scale).replace(/0+$/, '')
  return padded.slice(0, scale) + (fraction === '' ? '' : `.${fraction}`)
}
