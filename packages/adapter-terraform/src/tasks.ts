import { call } from './http/call.ts'
import type { Limits } from './limits.ts'
import type { Origins } from './origins.ts'
import { callbackBody, type FailOn, resultOf, type TaskResult } from './outcomes.ts'
import type { Task } from './payload.ts'
import { Refusal } from './refusal.ts'
import { Judge } from './thread/judge.ts'
import type { ThreadStart } from './thread/messages.ts'

/** How tasks are done. */
export interface TaskSettings {
  readonly start: ThreadStart
  readonly origins: Origins
  readonly limits: Limits
  readonly failOn: FailOn
  /** Where people read more; told with each result. */
  readonly detailsUrl?: string
  readonly onDone?: (done: Done) => void
}

/** How a task ended. `problem`: why its result could not be told. */
export interface Done {
  readonly task: string
  readonly status: TaskResult['status']
  readonly message: string
  readonly problem?: string
}

/** Bytes of an answer to a callback; nothing in it is needed. */
const mostAnswered = 1024 * 1024

/** Tasks that run or wait, as many as the limits allow. One that HCP Terraform sends twice is done once. */
export class Tasks {
  readonly #settings: TaskSettings
  readonly #waiting: Task[] = []
  readonly #known = new Set<string>()
  readonly #running = new Set<Promise<void>>()
  readonly #idle: Judge[] = []
  readonly #busy = new Set<Judge>()
  readonly #stop = new AbortController()
  #closed = false

  constructor(settings: TaskSettings) {
    this.#settings = settings
  }

  /** Starts the threads. Rejects when the policies do not load. */
  async open(): Promise<void> {
    const { limits } = this.#settings
    for (let i = 0; i < limits.workers; i++) this.#idle.push(this.#judge())
    await Promise.all(this.#idle.map(({ ready }) => ready))
  }

  get length(): number {
    return this.#known.size
  }

  /** Takes a task, or throws `Refusal`: HCP Terraform asks again later. */
  add(task: Task): void {
    if (this.#closed) throw new Refusal(503, 'The server is stopping')
    if (this.#known.has(task.id)) return
    const { limits } = this.#settings
    if (this.#waiting.length >= limits.waiting && this.#running.size >= limits.workers)
      throw new Refusal(429, `${limits.waiting} tasks are waiting`)
    this.#known.add(task.id)
    this.#waiting.push(task)
    this.#next()
  }

  /** Ends: what runs may end in time, what waits fails, so that no run of Terraform hangs. */
  async close(): Promise<void> {
    this.#closed = true
    const waiting = this.#waiting.splice(0)
    const timer = setTimeout(() => {
      this.#stop.abort()
      for (const judge of this.#busy) void judge.close()
    }, this.#settings.limits.graceMs)
    const refused = waiting.map((task) => this.#tell(task, failed('regraft was stopped; run the task again')))
    await Promise.all([...this.#running, ...refused])
    clearTimeout(timer)
    await Promise.all(this.#idle.map((judge) => judge.close()))
  }

  #judge(): Judge {
    const { start, limits } = this.#settings
    return new Judge(start, limits.memoryMb)
  }

  #next(): void {
    if (this.#running.size >= this.#settings.limits.workers) return
    const task = this.#waiting.shift()
    if (task === undefined) return
    const run = this.#run(task).finally(() => {
      this.#running.delete(run)
      this.#next()
    })
    this.#running.add(run)
  }

  async #run(task: Task): Promise<void> {
    const judge = this.#idle.pop() ?? this.#judge()
    this.#busy.add(judge)
    const result = await this.#resultOf(task, judge).catch((error: unknown) =>
      failed(error instanceof Refusal ? error.message : `A defect of regraft: ${String(error)}`),
    )
    this.#busy.delete(judge)
    this.#idle.push(judge.dead && !this.#closed ? this.#judge() : judge)
    await this.#tell(task, result)
  }

  async #resultOf(task: Task, judge: Judge): Promise<TaskResult> {
    const { limits, failOn } = this.#settings
    const { plan: url, token, stage } = task
    if (url === undefined)
      return failed(`regraft judges plans, and there is none at ${stage}: let the task run after the plan`)
    await this.#send(task, { status: 'running', message: 'regraft judges the plan' })
    const plan = await call({ method: 'GET', url, token, limit: limits.planBytes }, this.#calls())
    const judged = await judge.judge(plan, limits)
    return judged.ok ? resultOf(judged.report, judged.rules, failOn, limits) : failed(judged.problem)
  }

  /** Tells the result, and whoever wants to know how that went. */
  async #tell(task: Task, result: TaskResult): Promise<void> {
    const { status, message } = result
    let problem: string | undefined
    try {
      await this.#send(task, result)
    } catch (error) {
      problem = error instanceof Refusal ? error.message : String(error)
    }
    this.#known.delete(task.id)
    this.#settings.onDone?.({ task: task.id, status, message, ...(problem === undefined ? {} : { problem }) })
  }

  async #send({ callback: url, token, outcomes }: Task, result: TaskResult): Promise<void> {
    const { outcomes: all, ...plain } = result
    const told = outcomes && all !== undefined ? { ...plain, outcomes: all } : plain
    const body = callbackBody(told, this.#settings.detailsUrl)
    // A server that stops still tells its results, but does not try for long.
    const { limits, ...calls } = this.#calls()
    const last = this.#stop.signal.aborted ? { ...limits, tries: 1 } : limits
    const signal = result.status === 'running' ? calls.signal : new AbortController().signal
    await call({ method: 'PATCH', url, token, body, limit: mostAnswered }, { ...calls, limits: last, signal })
  }

  #calls(): { readonly origins: Origins; readonly limits: Limits; readonly signal: AbortSignal } {
    const { origins, limits } = this.#settings
    return { origins, limits, signal: this.#stop.signal }
  }
}

/** A task that cannot be done fails: a gate that is broken is shut. */
function failed(message: string): TaskResult {
  return { status: 'failed', message }
}
