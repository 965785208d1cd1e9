export { hclFramework } from './hcl/hcl.ts'
export { shapeOf } from './hcl/shape.ts'
