const minute = 60_000

/** A time span in the unit that reads best: `12 min`, `3.5 h`, `4.0 d`. */
export function durationText(milliseconds: number | undefined): string {
  if (milliseconds === undefined) return '–'
  if (milliseconds < 60 * minute) return `${Math.round(milliseconds / minute)} min`
  const hours = milliseconds / (60 * minute)
  return hours < 48 ? `${hours.toFixed(1)} h` : `${(hours / 24).toFixed(1)} d`
}
