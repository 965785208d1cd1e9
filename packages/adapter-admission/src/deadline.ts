import { Refusal } from './refusal.ts'

/** What a task answers, or 504 when it takes longer. */
export async function withDeadline<T>(
  timeout: number,
  task: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const controller = new AbortController()
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      reject(new Refusal(504, `There was no verdict after ${timeout} ms.`))
      controller.abort()
    }, timeout)
  })
  try {
    return await Promise.race([task(controller.signal), late])
  } finally {
    clearTimeout(timer)
  }
}
