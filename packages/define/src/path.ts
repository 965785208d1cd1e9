import type { Unknown } from '@regraft/define/types/arguments'
import type { Json, Path } from '@regraft/model'

/** What of a value can be walked into. */
type Inside<T> = Exclude<T, Unknown | null | undefined>

/** Steps that lead from a value to something in it. A text may be a document that a path leads into. */
type Step<T> = T extends readonly unknown[]
  ? number
  : T extends string
    ? string | number
    : T extends number | boolean
      ? never
      : unknown extends T
        ? string | number
        : keyof T & (string | number)

type Into<T, S> = T extends readonly (infer Item)[]
  ? S extends number
    ? Item | undefined
    : undefined
  : T extends string
    ? Json | undefined
    : unknown extends T
      ? Json | undefined
      : S extends keyof T
        ? T[S]
        : undefined

/**
 * A path that leads somewhere in a resource: a wrong step is an error that suggests the right one. A path that is put
 * together at run time is let through.
 */
export type PathIn<T, P extends Path> =
  readonly [...P] extends Walk<T, P>
    ? readonly [...P] // where the compiler infers P as a tuple of literals
    : Walk<T, P>

type Walk<T, P extends Path> = P extends readonly [infer First, ...infer Rest extends Path]
  ? First extends Step<Inside<T>>
    ? readonly [First, ...Walk<Into<Inside<T>, First>, Rest>]
    : readonly [Step<Inside<T>>, ...Path]
  : P

/** What stands at a path: absent, or unknown where something on the way is. */
export type ValueAt<T, P extends Path> = number extends P['length']
  ? Json | Unknown | undefined
  : P extends readonly [infer First, ...infer Rest extends Path]
    ? ValueAt<Into<Inside<T>, First>, Rest> | Extract<T, Unknown> | Absent<T>
    : T

type Absent<T> = undefined extends T ? undefined : never
