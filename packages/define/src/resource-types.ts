import type { Dictionary, Text } from '@regraft/define/types/arguments'
import type { AwsResources } from '@regraft/define/types/aws'
import type { AzurermResources } from '@regraft/define/types/azurerm'
import type { GoogleResources } from '@regraft/define/types/google'
import type { Json } from '@regraft/model'

/**
 * Resource types with their arguments by their Terraform names, from the providers' schemas. Declare further ones:
 * `declare module '@regraft/define' { interface ResourceTypes { aws_new_thing: { name?: Text } } }`.
 */
export interface ResourceTypes extends AwsResources, AzurermResources, GoogleResources {}

/** A Kubernetes manifest of any kind. `podOf` walks to the pod it runs. */
export interface Manifest {
  readonly apiVersion?: Text
  readonly kind?: Text
  readonly metadata?: {
    readonly name?: Text
    readonly namespace?: Text
    readonly labels?: Dictionary<Text>
    readonly annotations?: Dictionary<Text>
    readonly [key: string]: unknown
  }
  readonly [key: string]: unknown
}

/** A resource of a provider whose schema is not known here. */
export interface OtherResource {
  readonly [argument: string]: Json
}

type Letter =
  | 'a'
  | 'b'
  | 'c'
  | 'd'
  | 'e'
  | 'f'
  | 'g'
  | 'h'
  | 'i'
  | 'j'
  | 'k'
  | 'l'
  | 'm'
  | 'n'
  | 'o'
  | 'p'
  | 'q'
  | 'r'
  | 's'
  | 't'
  | 'u'
  | 'v'
  | 'w'
  | 'x'
  | 'y'
  | 'z'

/** `Deployment`: kinds begin with a capital letter. */
export type Kind = `${Uppercase<Letter>}${string}`

/**
 * Types of providers that have no table here, told by their first letters, so that a misspelled type of one that has is an
 * error with a suggestion.
 */
export type OtherType =
  | `${Exclude<Letter, 'a' | 'g'>}${string}_${string}`
  | `a${Exclude<Letter, 'w' | 'z'>}${string}_${string}`
  | `g${Exclude<Letter, 'o'>}${string}_${string}`
  | `awscc_${string}`
  | `az${'api' | 'uread' | 'uredevops' | 'urestack'}_${string}`

/** What a rule may look at. */
export type TypeName = keyof ResourceTypes | Kind | OtherType

/**
 * What a check sees of a resource of a type; of several types, one of theirs. Written without an index into the table: the
 * compiler would compare all resource types with one another when it relates two of these.
 */
export type ResourceOf<T extends string> = T extends unknown
  ? ResourceTypes extends { readonly [Name in T]: infer Resource }
    ? Resource
    : T extends Kind
      ? Manifest
      : OtherResource
  : never
