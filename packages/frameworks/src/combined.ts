export { combinedFramework } from './combined/combined.ts'
