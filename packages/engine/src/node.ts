export type { DiskOptions, DiskWorkspace } from './node/disk-workspace.ts'
export { diskWorkspace } from './node/disk-workspace.ts'
