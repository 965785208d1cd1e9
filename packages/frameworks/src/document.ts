export { documentFramework } from './document/document.ts'
