/** Kinds of tokens. Plain numbers: the scanner's switch stays a jump table. */
export const END = 0
export const NEWLINE = 1
export const NAME = 2
export const NUMBER = 3
export const QUOTE = 4
export const HEREDOC = 5
export const OPEN_BRACE = 6
export const CLOSE_BRACE = 7
export const OPEN_BRACKET = 8
export const CLOSE_BRACKET = 9
export const OPEN_PAREN = 10
export const CLOSE_PAREN = 11
/** `~}` */
export const CLOSE_STRIP = 12
export const EQUALS = 13
export const COLON = 14
export const COMMA = 15
export const DOT = 16
export const QUESTION = 17
export const ELLIPSIS = 18
export const ARROW = 19
export const SCOPE = 20
export const NOT = 21
/** A character no token starts with. */
export const BAD = 22
/** After an error: every parse function unwinds on it. */
export const FAILED = 23
/** Binary operators are this and above, in the order of `operators`. */
export const OPERATOR = 32
export const OR = 32
export const AND = 33
export const EQUAL = 34
export const NOT_EQUAL = 35
export const GREATER = 36
export const GREATER_EQUAL = 37
export const LESS = 38
export const LESS_EQUAL = 39
export const PLUS = 40
export const MINUS = 41
export const STAR = 42
export const SLASH = 43
export const PERCENT = 44
