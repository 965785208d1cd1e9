import { anyType, stringType } from '../language/type.ts'
import type { Value } from '../language/value.ts'
import { isWhollyKnown, textOf } from '../language/value.ts'
import type { FunctionTable } from './define.ts'
import { LateLibrary } from './late.ts'
import { bounded, text, unknownFrom } from './results.ts'
import { yamlText } from './yaml-text.ts'

const parser = new LateLibrary(() => import('./yaml-parse.ts'))

export const yamlFunctions: FunctionTable = {
  yamlencode: {
    parameters: [{ name: 'value', type: anyType, nullable: true, open: true }],
    returns: () => stringType,
    call: (args) => {
      const [value] = args as [Value]
      return isWhollyKnown(value) ? bounded(yamlText(value)) : unknownFrom(args, stringType)
    },
    mayBeNull: true,
  },
  yamldecode: {
    parameters: [{ ...text('src'), open: true }],
    needs: parser,
    returns: () => anyType,
    call: (args) => {
      const [value] = args as [Value]
      return value.kind === 'unknown' ? unknownFrom(args, anyType) : parser.library.parseYaml(textOf(value))
    },
  },
}
