export type { Input, Io, Output } from './io/io.ts'
export { main } from './main.ts'
export type { OpenedRun } from './run/open.ts'
export { openRun } from './run/open.ts'
