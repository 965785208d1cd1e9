import { byteVariants } from './bytes.ts'
import { commentVariants } from './comments.ts'
import { indentationVariants } from './indentation.ts'
import { manifestVariants } from './manifest-styles.ts'
import { terraformJsonVariants } from './terraform-json.ts'
import type { Variant, Written } from './variant.ts'

/** Every other way to write a case that its formats allow. */
export function variantsOf(written: Written): readonly Variant[] {
  return [
    ...byteVariants(written),
    ...commentVariants(written),
    ...indentationVariants(written),
    ...manifestVariants(written),
    ...terraformJsonVariants(written),
  ]
}
