export { nearest } from '@regraft/model'
