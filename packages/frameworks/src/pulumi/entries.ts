import type { Json, Path, Range } from '@regraft/model'
import { unknown } from '@regraft/model'
import type { MapValue, Value } from '@regraft/syntax/typescript'
import type { Link, Spot } from './node.ts'
import type { Place } from './program.ts'
import { namesOf, type Reading } from './reading.ts'

/** What an object has under a key. */
export interface Entry {
  readonly spot: Spot
  /** Where key and value stand, and the variables on the way there. */
  readonly entry: { readonly place: Place; readonly links: readonly Link[] }
  /** Set when the program may have another value there. */
  readonly hidden?: Hidden
}

/** Something that may put any key into an object: as a policy sees it, and why it hides others. */
interface Hidden {
  readonly json: Json
  readonly why: string
}

export interface Entries {
  readonly map: ReadonlyMap<string, Entry>
  /** Set when there may be keys that are not known. */
  readonly open?: Hidden
}

type MapSpot = Spot & { readonly value: MapValue }

/** The properties of an object literal, those of objects that it spreads among them. `at` is its path in the model. */
export function entriesOf(reading: Reading, spot: MapSpot, at: Path): Entries {
  const collector = new Collector(reading, at)
  collector.add(spot)
  return collector.entries()
}

class Collector {
  readonly #reading: Reading
  readonly #at: Path
  readonly #map = new Map<string, Entry>()
  #open: Hidden | undefined

  constructor(reading: Reading, at: Path) {
    this.#reading = reading
    this.#at = at
  }

  entries(): Entries {
    return this.#open === undefined ? { map: this.#map } : { map: this.#map, open: this.#open }
  }

  add({ value, place, links }: MapSpot): void {
    for (const item of value.entries) {
      if (item.kind === 'spread') this.#spread({ value: item.value, place, links })
      else if (item.kind === 'property') {
        const entry = { place: { file: place.file, path: [...place.path, item.key] }, links }
        this.#map.set(item.key, { spot: { value: item.value, ...entry }, entry })
      } else if (item.key === undefined) this.#hide(place.file, item.range, [], 'a computed key may be it')
      else this.#member(item.key, item.range, { place, links })
    }
  }

  /** `place` is that of the object that spreads. */
  #spread(spread: Spot): void {
    const { value, place } = spread
    if (value.kind === 'undefined' || (value.kind === 'scalar' && value.value === null)) return
    const target = this.#reading.follow(spread, place, this.#at)
    if (target?.value.kind === 'map' && this.#reading.fits(target.links))
      this.add({ ...target, value: target.value })
    else this.#hide(place.file, value.outer, namesOf(value), 'a spread may hold it')
  }

  #member(key: string, range: Range, entry: Entry['entry']): void {
    const value: Value = { kind: 'computed', names: () => [], range, outer: range }
    const json = unknown(this.#reading.text(entry.place.file, range))
    this.#map.set(key, {
      spot: { value, ...entry },
      entry,
      hidden: { json, why: 'a method or accessor makes it' },
    })
  }

  /** Everything before may be replaced, and anything may be added. */
  #hide(file: string, range: Range, names: readonly string[], why: string): void {
    const refs = this.#reading.program.refs(file, names)
    const hidden: Hidden = { json: unknown(this.#reading.text(file, range), refs), why }
    this.#open = hidden
    for (const [key, entry] of this.#map) this.#map.set(key, { ...entry, hidden })
  }
}
