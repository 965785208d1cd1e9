import { pathWithin } from '@regraft/syntax/hcl'
import { computedData } from './data/computed.ts'
import type { Expansion, InstanceKey } from './expand.ts'
import { expansionOf } from './expand.ts'
import { expressionValue, siteOf } from './expression.ts'
import type { Declaration, ModuleCall } from './facts.ts'
import type { FunctionContext } from './functions/define.ts'
import { givenValue } from './given-value.ts'
import { equalValues } from './language/equal.ts'
import { Failure } from './language/failure.ts'
import type { Binding, Found } from './language/scope.ts'
import { anyType, stringType } from './language/type.ts'
import type { Value } from './language/value.ts'
import { object, tuple, unknownOf } from './language/value.ts'
import { LazyEntries } from './lazy-entries.ts'
import type { Module, Variable } from './module.ts'
import type { Named } from './needs.ts'
import { settle } from './needs.ts'
import { plannedValue } from './planned-value.ts'
import { ExpressionScope, remembered } from './scope.ts'
import type { Settings } from './settings.ts'
import type { Body, Expr, Place } from './source.ts'
import type { ModuleTree } from './tree.ts'
import { applyConstraint } from './variable-type.ts'
import { depthOf, weightOf } from './weight.ts'

/** Who calls an instance of a module, and as which of its instances. */
export interface Caller {
  readonly instance: ModuleInstance
  readonly call: ModuleCall
  readonly key: InstanceKey
}

const found = (value: Value, taken: number): Found => ({ value, taken })
const unsettled = unknownOf(anyType)
/** A value made of more parts is unknown: locals that repeat one another grow without end. */
const maxWeight = 2_000_000
/** Parts that stand deeper in one another are unknown. */
const maxNesting = 250
/** What working out a named value adds to the depth of evaluation. */
const levels = 6
/** Steps that an instance of a block costs. */
const stepsPerInstance = 10

/** A module as one call uses it, with the values that its names have there. Values are worked out when they are asked for. */
export class ModuleInstance {
  readonly module: Module
  readonly tree: ModuleTree
  readonly caller: Caller | undefined
  /** `module.logs["a"].`; empty for the root. */
  readonly prefix: string
  /** Tells this instance from every other of the unit. */
  readonly key: string
  readonly functions: FunctionContext
  readonly #settings: Settings | undefined
  readonly #values = new Map<string, Value>()
  readonly #expansions = new Map<Body, Expansion>()
  readonly #calls = new Map<string, readonly ModuleInstance[]>()

  constructor(tree: ModuleTree, module: Module, origin: Caller | Settings) {
    this.tree = tree
    this.module = module
    this.caller = 'instance' in origin ? origin : undefined
    this.#settings = 'instance' in origin ? undefined : origin
    this.prefix =
      this.caller === undefined
        ? ''
        : `${this.caller.instance.prefix}module.${this.caller.call.name}${this.caller.key.suffix}.`
    this.key = `${tree.root}|${this.prefix}`
    this.functions = tree.functionsFor(module.directory)
  }

  /** Names of the calls from the root module to this one. */
  get calls(): readonly string[] {
    const names: string[] = []
    for (let at = this.caller; at !== undefined; at = at.instance.caller) names.push(at.call.name)
    return names.reverse()
  }

  /** Whether a directory is this module's, or that of one which calls it, directly or through others. */
  standsIn(directory: string): boolean {
    for (let at: ModuleInstance | undefined = this; at !== undefined; at = at.caller?.instance)
      if (at.module.directory === directory) return true
    return false
  }

  lookup(root: string, names: readonly string[]): Found | undefined {
    const [first, second] = names
    switch (root) {
      case 'var':
      case 'local':
        return found(first === undefined ? unsettled : this.#named(root, first), 1)
      case 'module':
        return this.#moduleOutput(first, second)
      case 'path':
        return found(this.tree.paths(this.module.directory), 0)
      case 'terraform':
        return found(object(new Map([['workspace', unknownOf(stringType)]])), 0)
      case 'data':
        if (first === undefined || second === undefined) return found(unsettled, Math.min(names.length, 2))
        return found(this.#reference(`data.${first}.${second}`, first), 2)
      case 'each':
      case 'count':
      case 'self':
      case 'ephemeral':
        return found(unsettled, 0)
      default:
        return first === undefined
          ? found(unsettled, 0)
          : found(this.#reference(`${root}.${first}`, undefined), 1)
    }
  }

  /** The value of an expression that stands in this module. */
  value(expr: Expr, place: Place, names: Binding | undefined = undefined): Value {
    const owner = expr.syntax === 'hcl' ? expr.node : expr
    return remembered(owner, this.key, this, names, (lookups) => {
      const site = siteOf(expr, place, this.tree.sealed(place.file))
      return expressionValue(expr, new ExpressionScope(this, site, names, lookups))
    })
  }

  /** Instances of a resource, data source or module call. */
  expansion(body: Body): Expansion {
    let expansion = this.#expansions.get(body)
    if (expansion === undefined) {
      const argument = (name: string): Value | undefined => {
        const member = body.members(undefined).get(name)
        return member?.kind === 'attribute' ? this.value(member.expr, member.place) : undefined
      }
      const [count, forEach] = [argument('count'), argument('for_each')]
      expansion = expansionOf(count, forEach)
      if ('keys' in expansion && !this.tree.meter.affords(expansion.keys.length * stepsPerInstance))
        expansion = expansionOf(count && unsettled, forEach && unsettled)
      this.#expansions.set(body, expansion)
    }
    return expansion
  }

  /** Instances of the module that a call names; none when it is not in the workspace. */
  called(call: ModuleCall): readonly ModuleInstance[] {
    let instances = this.#calls.get(call.name)
    if (instances === undefined) {
      // A call that is being expanded and asks for itself has no instances yet.
      this.#calls.set(call.name, [])
      instances = this.tree.instantiate(this, call)
      this.#calls.set(call.name, instances)
    }
    return instances
  }

  /** The value of an output. */
  output(name: string): Value {
    return this.#named('output', name)
  }

  /** Why a variable has no value here. */
  whyUnknown(name: string): string {
    const elsewhere = this.#settings?.elsewhere.get(name)?.at(-1)
    if (elsewhere !== undefined) return `variable ${name} is set in ${elsewhere.place.file}`
    if (this.#settings?.broken !== undefined)
      return `variable ${name} may be set in ${this.#settings.broken}, which does not parse`
    if (!this.module.variables.has(name)) return `var.${name} is not declared`
    return this.caller?.call.body.members(undefined).has(name) === true
      ? `variable ${name} is set by module.${this.caller.call.name}`
      : `variable ${name} has no default`
  }

  /** A value worked out once; one that needs itself is unknown. */
  #once(key: string, compute: () => Value): Value {
    const known = this.#values.get(key)
    if (known !== undefined) return known
    return this.tree.stack.enter(this, key) ? this.#conclude(key, compute) : unsettled
  }

  /** Works out a value that the stack knows of, and keeps it. */
  #conclude(key: string, compute: () => Value): Value {
    const computed = this.tree.meter.within(levels, compute)
    const own = this.tree.stack.leave()
    const value = own && computed !== undefined && this.#bears(computed, key) ? computed : unsettled
    this.#values.set(key, value)
    return value
  }

  #bears(value: Value, key: string): boolean {
    if (weightOf(value) <= maxWeight && depthOf(value) <= maxNesting) return true
    this.tree.tellLimit('size', `${this.prefix}${key}`)
    return false
  }

  #named(kind: Named['kind'], name: string): Value {
    const key = `${kind}.${name}`
    const known = this.#values.get(key)
    if (known !== undefined) return known
    if (kind === 'local' && !this.module.locals.has(name)) return unsettled
    if (kind === 'output' && !this.module.outputs.has(name)) return unsettled
    settle({ instance: this, kind, name })
    return this.#values.get(key) ?? unsettled
  }

  isKnown({ kind, name }: Named): boolean {
    return this.#values.has(`${kind}.${name}`)
  }

  /** Notes that a named value is being worked out; false when it is already, for then it needs itself. */
  enter({ kind, name }: Named): boolean {
    return this.tree.stack.enter(this, `${kind}.${name}`)
  }

  /** Works out a named value that was entered. */
  conclude({ kind, name }: Named): void {
    const declared = kind === 'local' ? this.module.locals.get(name) : this.module.outputs.get(name)
    this.#conclude(`${kind}.${name}`, () =>
      kind === 'var' ? this.#variable(name) : declared === undefined ? unsettled : this.#declared(declared),
    )
  }

  #declared({ expr, place }: Declaration): Value {
    return expr === undefined ? unsettled : this.value(expr, place)
  }

  #variable(name: string): Value {
    const variable = this.module.variables.get(name)
    const own = this.#ownVariable(name, variable)
    return (variable && this.#asPlanned(variable, own)) ?? own
  }

  #ownVariable(name: string, variable: Variable | undefined): Value {
    const given = this.#given(name)
    if (variable === undefined) return given ?? unsettled
    const asDefault = given === undefined || (given.kind === 'null' && !variable.nullable)
    const value = asDefault ? this.#declared(variable) : given
    if (value.kind === 'unknown' && value.text === '') return value
    const typed = this.#typed(value, variable)
    if (typed.kind === 'unknown' && given !== undefined && given === this.#option(name))
      this.tree.unfit(name, variable.place)
    return typed
  }

  /**
   * What a plan was made with, where that is not what would be taken without it. Where what Terraform reads by itself, or
   * else a variables file that nobody names, says the very same, it is the value there.
   */
  #asPlanned(variable: Variable, own: Value): Value | undefined {
    const { name } = variable
    const given = this.caller === undefined && !this.#isNamed(name) && plannedValue(this.tree, name)
    if (!given) return undefined
    const planned = this.#typed(given, variable)
    const same = (value: Value): boolean => equalValues(value, planned) === true
    if (same(own)) return undefined
    const { values, elsewhere } = this.#settings ?? {}
    const written = [values?.get(name) ?? variable, ...(elsewhere?.get(name) ?? [])]
    return written.map((setting) => this.#typed(this.#declared(setting), variable)).find(same) ?? planned
  }

  /** Whether the user says what a variable of the root module is. */
  #isNamed(name: string): boolean {
    const file = this.#settings?.values.get(name)?.place.file
    const { files = [] } = this.tree.options
    return this.#option(name) !== undefined || (file !== undefined && files.includes(file))
  }

  #typed(value: Value, { constraint, typed, place }: Variable): Value {
    try {
      const converted = applyConstraint(value, constraint, (expr) =>
        this.value(expr, (typed && placeInType(expr, typed)) ?? place),
      )
      return converted === value || this.tree.meter.affords(weightOf(converted)) ? converted : unsettled
    } catch (failure) {
      if (failure instanceof Failure) return unsettled
      throw failure
    }
  }

  /** What a caller or a variables file gives a variable. */
  #given(name: string): Value | undefined {
    if (this.caller !== undefined) {
      const { instance, call, key } = this.caller
      const member = call.body.members(undefined).get(name)
      return member?.kind === 'attribute' ? instance.value(member.expr, member.place, key.names) : undefined
    }
    const option = this.#option(name)
    if (option !== undefined) return option
    if (this.#settings?.broken !== undefined || this.#settings?.elsewhere.has(name) === true) return unsettled
    const setting = this.#settings?.values.get(name)
    return setting && this.#declared(setting)
  }

  /** What the user gives a variable of the root module as text. */
  #option(name: string): Value | undefined {
    const verbatim = this.module.variables.get(name)?.verbatim ?? true
    return this.caller === undefined ? givenValue(this.tree.options, name, verbatim) : undefined
  }

  #moduleOutput(name: string | undefined, output: string | undefined): Found {
    const call = name === undefined ? undefined : this.module.calls.get(name)
    if (call === undefined) return found(unsettled, Math.min(1, name === undefined ? 0 : 1))
    const expansion = this.expansion(call.body)
    const instances = this.called(call)
    if (instances.length === 0 && expansion.kind !== 'count' && expansion.kind !== 'each')
      return found(unsettled, 1)
    switch (expansion.kind) {
      case 'one': {
        const [only] = instances
        if (output === undefined || only === undefined) return found(only ? outputsOf(only) : unsettled, 1)
        return found(only.output(output), 2)
      }
      case 'unknown':
        return found(unsettled, 1)
      case 'count':
        return found(
          instances.length === expansion.keys.length ? tuple(instances.map(outputsOf)) : unsettled,
          1,
        )
      case 'each':
        if (instances.length !== expansion.keys.length) return found(unsettled, 1)
        return found(
          object(
            new Map(instances.map((instance, i) => [expansion.keys[i]?.key ?? '', outputsOf(instance)])),
          ),
          1,
        )
    }
  }

  /** What a reference to a resource or data source means: an unknown that refers to it, for each of its instances. */
  #reference(base: string, data: string | undefined): Value {
    return this.#once(base, () => {
      const block = this.module.blocks.get(base)
      const one = (key: InstanceKey): Value =>
        data === undefined
          ? unknownOf(anyType, {
              refs: [`${this.tree.label}${this.prefix}${base}${key.suffix}`],
            })
          : ((block && computedData(data, block, this, key.names)) ?? unsettled)
      const expansion = block && this.expansion(block.body)
      if (expansion?.kind === 'count') return tuple(expansion.keys.map(one))
      if (expansion?.kind === 'each') return object(new Map(expansion.keys.map((key) => [key.key, one(key)])))
      return one(expansion?.kind === 'unknown' ? expansion.key : { suffix: '', names: undefined })
    })
  }
}

/** Where the default of an optional attribute stands, inside the type. */
function placeInType(expr: Expr, typed: NonNullable<Variable['typed']>): Place | undefined {
  if (expr.syntax !== 'hcl' || typed.expr.syntax !== 'hcl') return undefined
  const steps = pathWithin(typed.expr.node, expr.node)
  return steps && { file: typed.place.file, path: [...typed.place.path, ...steps] }
}

function outputsOf(instance: ModuleInstance): Value {
  return object(new LazyEntries([...instance.module.outputs.keys()], (name) => instance.output(name)))
}
