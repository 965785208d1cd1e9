export type {
  Change,
  Consumer,
  FileHead,
  Framework,
  Landing,
  Loaded,
  Origin,
  ReadDocument,
  Resource,
  Unit,
} from './framework.ts'
