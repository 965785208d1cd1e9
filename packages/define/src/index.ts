export type { ParamSpec, PolicyDefinition } from '@regraft/core'
export type { Block, Bool, Dictionary, List, Num, Open, Text, Unknown } from '@regraft/define/types/arguments'
export type { Fix, InputSpec, Json, Level, Path, Segment, Severity } from '@regraft/model'
export type { Context, Definition, ParamValues, Related, Reported } from './define-policy.ts'
export { definePolicy } from './define-policy.ts'
export type { FixBuilders, Form, Value, Writable } from './fix.ts'
export { fix } from './fix.ts'
export type { PathIn, ValueAt } from './path.ts'
export type { Pod, PodContainer } from './pod.ts'
export { podOf } from './pod.ts'
export type {
  Kind,
  Manifest,
  OtherResource,
  OtherType,
  ResourceOf,
  ResourceTypes,
  TypeName,
} from './resource-types.ts'
export { baseAddress, label, namesOf, refersTo } from './terraform.ts'
export { isUnknown, known, mayBe, valueAt } from './values.ts'
