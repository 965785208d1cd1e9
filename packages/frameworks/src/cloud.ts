export { cloudFramework } from './cloud/cloud.ts'
