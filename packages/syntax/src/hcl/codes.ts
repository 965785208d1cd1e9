/** Codes of HCL diagnostics. Each has a row in docs/errors.md. */
export type HclCode =
  /** A character that HCL does not know at that place, or that cannot be written in UTF-8. */
  | 'HCL_INVALID_CHARACTER'
  /** Something else was expected here. */
  | 'HCL_UNEXPECTED_TOKEN'
  /** A value is missing. */
  | 'HCL_MISSING_VALUE'
  /** Two things stand on one line that need a line each. */
  | 'HCL_MISSING_NEWLINE'
  /** No closing brace, bracket, parenthesis, quote, heredoc marker or comment end. */
  | 'HCL_UNCLOSED'
  /** A `\` in a string with no known escape after it. */
  | 'HCL_INVALID_ESCAPE'
  /** A number that is none. */
  | 'HCL_INVALID_NUMBER'
  /** `${` or `%{` where only plain text may stand, or directives that do not pair up. */
  | 'HCL_INVALID_TEMPLATE'
  /** A `for` expression that is not one. */
  | 'HCL_INVALID_FOR'
  /** An attribute set twice in one body. */
  | 'HCL_DUPLICATE_ATTRIBUTE'
  /** More nesting than the parser follows. */
  | 'HCL_TOO_DEEP'
