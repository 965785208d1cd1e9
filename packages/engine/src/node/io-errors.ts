import type { Diagnostic } from '@regraft/model'
import { RegraftError } from '@regraft/model'

const reasons: { readonly [code: string]: readonly [code: string, reason: string, hint: string] } = {
  ENOENT: ['FILE_MISSING', 'it is not there', 'Check the path.'],
  EACCES: ['FILE_UNREADABLE', 'access is denied', 'Change its permissions, or exclude it.'],
  EPERM: ['FILE_UNREADABLE', 'access is denied', 'Change its permissions, or exclude it.'],
  EROFS: ['FILE_READ_ONLY', 'the file system is read-only', 'Mount it writable, or use --dry-run.'],
  ENOSPC: ['DISK_FULL', 'the disk is full', 'Free some space and run heal again: nothing is half written.'],
  EDQUOT: [
    'DISK_FULL',
    'the disk quota is used up',
    'Free some space and run heal again: nothing is half written.',
  ],
  ELOOP: ['LINK_LOOP', 'it is a link to itself', 'Remove the link.'],
  ENAMETOOLONG: ['FILE_UNREADABLE', 'its name is too long', 'Rename it.'],
  EMFILE: ['FILE_UNREADABLE', 'too many files are open', 'Raise the limit of open files.'],
}

/** A failed call of the operating system, told for people. */
export function ioDiagnostic(file: string, error: unknown, verb: 'read' | 'written' | 'listed'): Diagnostic {
  if (error instanceof RegraftError) {
    const hint = error.hint === undefined ? {} : { hint: error.hint }
    return {
      code: error.code,
      severity: 'error',
      message: `${file} is not ${verb}: ${error.message}`,
      file,
      ...hint,
    }
  }
  const system = error instanceof Error && 'code' in error ? String(error.code) : 'unknown'
  const [code, reason, hint] = reasons[system] ?? ['FILE_IO', `the system said ${system}`, 'Try again.']
  return { code, severity: 'error', message: `${file} is not ${verb}: ${reason}`, file, hint }
}
