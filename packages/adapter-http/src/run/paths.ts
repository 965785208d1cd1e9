/** Characters, more than any file system takes. */
const longest = 1024

/**
 * Why a path cannot name a file of a request; undefined when it can. Paths are relative with `/`: what would leave the
 * root on any system, or name one file in two ways, is refused.
 */
export function pathProblem(path: string): string | undefined {
  if (path === '') return 'it is empty'
  if (path.length > longest) return `it has more than ${longest} characters`
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  if (/[\u0000-\u001f\u007f]/.test(path)) return 'it holds a control character'
  if (/\p{Surrogate}/u.test(path)) return 'it holds half of a surrogate pair'
  if (path.includes('\\')) return 'it holds a backslash; folders are separated by /'
  if (path.startsWith('/')) return 'it is absolute'
  if (/^[A-Za-z]:/.test(path)) return 'it begins with a drive letter'
  const steps = path.split('/')
  if (steps.includes('..')) return 'it leaves the root with ..'
  if (steps.includes('.') || steps.includes('')) return 'it holds an empty step or a dot; write it without'
  return undefined
}
