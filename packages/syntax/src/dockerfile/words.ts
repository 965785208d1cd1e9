/** Words of an instruction, quotes and escapes kept as they are written. */
export function wordsOf(text: string, mark: string): readonly string[] {
  const words: string[] = []
  let word = ''
  let quote = ''
  let open = false
  const end = (): void => {
    if (open) words.push(word)
    word = ''
    open = false
  }
  for (let i = 0; i < text.length; i++) {
    const char = text.charAt(i)
    if (quote === '' && /\s/.test(char)) {
      end()
      continue
    }
    if (char === mark && quote !== "'") {
      // One at the very end escapes nothing and is dropped.
      if (i + 1 === text.length) break
      word += char + text.charAt(++i)
      open = true
      continue
    }
    if (quote === '' ? char === '"' || char === "'" : char === quote) quote = quote === '' ? char : ''
    word += char
    open = true
  }
  end()
  return words
}

/** The `--flags` that arguments begin with, without their quotes, and what follows. */
export function flagsOf(
  text: string,
  mark: string,
): { readonly flags: readonly string[]; readonly rest: string } {
  const flags: string[] = []
  let at = 0
  for (;;) {
    while (/\s/.test(text.charAt(at))) at++
    if (!text.startsWith('--', at)) return { flags, rest: text.slice(at).trim() }
    const { word, end } = flagAt(text, at, mark)
    at = end
    if (word === '--') return { flags, rest: text.slice(at).trim() }
    flags.push(word)
  }
}

function flagAt(text: string, from: number, mark: string): { readonly word: string; readonly end: number } {
  let word = ''
  let quote = ''
  let i = from
  for (; i < text.length; i++) {
    const char = text.charAt(i)
    if (quote === '' && /\s/.test(char)) break
    if (char === mark) word += text.charAt(++i)
    else if (quote === '' && (char === '"' || char === "'")) quote = char
    else if (quote !== '' && char === quote) quote = ''
    else word += char
  }
  return { word, end: i }
}
