/** Calls of functions that we answer otherwise on purpose. */
export interface FunctionException {
  readonly reason: string
  readonly excuses: RegExp
  /** What we say instead, in canonical form; `E` where it has no value. */
  readonly ours: string
}

const unknownText = '["?","s",{"nn":true}]'

/** The test fails when one of them excuses nothing any more. */
export const functionExceptions: readonly FunctionException[] = [
  {
    reason: 'Which folder Terraform runs in, and whose home folder there is, nobody knows offline.',
    excuses: /^(?:abspath\(path\.root\)|pathexpand\("~\/)/,
    ours: unknownText,
  },
  {
    reason: 'The time of a plan is unknown, and never null.',
    excuses: /^plantimestamp\(\)$/,
    ours: unknownText,
  },
  {
    reason: 'A file that is not there may be what a build writes: it is unknown.',
    excuses: /^(?:rsadecrypt\(filebase64|file(?:base64|md5)?\("(?:nowhere\.txt|files)"\))/,
    ours: unknownText,
  },
  {
    reason: 'So is what a template makes that is not there.',
    excuses: /^templatefile\("nowhere/,
    ours: '["?","any"]',
  },
  {
    reason: 'So is what a folder holds that is not there.',
    excuses: /^fileset\("nowhere/,
    ours: '["?",["S","s"],{"nn":true}]',
  },
  {
    reason: 'So is whether there is a file where a folder is.',
    excuses: /^fileexists\("files/,
    ours: '["?","b",{"nn":true}]',
  },
  {
    reason: "Compressed bytes are those of Go's compressor.",
    excuses: /^base64gzip\("a?"\)$/,
    ours: unknownText,
  },
  {
    reason: 'Bytes that are no text cannot be a string here.',
    excuses: /^base64gunzip\("H4sIAAAAAAAAA\/sPAAAAAP8BAAAA"\)$/,
    ours: unknownText,
  },
  {
    reason: 'Nothing is decrypted: what a key opens should not be shown. The key is not looked into.',
    excuses: /^rsadecrypt\("YQ==", "-----BEGIN/,
    ours: unknownText,
  },
  {
    reason: 'Which of the many names of encodings a version of Terraform knows, we do not.',
    excuses: /^text(?:de|en)codebase64\(.*"nowhere"\)$/,
    ours: unknownText,
  },
  { reason: 'What only a provider computes is unknown.', excuses: /^provider::/, ours: '["?","any"]' },
  {
    reason: 'The oracle does not call what is random, so that it does not count its arguments.',
    excuses: /^bcrypt\("a", 4, /,
    ours: 'E',
  },
]
