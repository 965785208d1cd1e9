import { libraryModules } from './library.generated.ts'

/**
 * The Rego that built-in policies share (`data.regraft.fix`, `data.regraft.terraform`, `data.regraft.pod`, …) by path, to
 * be compiled together with policies that import it.
 */
export const library: { readonly id: string; readonly modules: { readonly [path: string]: string } } = {
  id: 'regraft-library',
  modules: libraryModules,
}
