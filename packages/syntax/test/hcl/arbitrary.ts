import fc from 'fast-check'

/** Runs of each law; raised by the environment for a long search. */
export const numRuns: number = Number(process.env['HCL_RUNS'] ?? 200)

const name: fc.Arbitrary<string> = fc.constantFrom(
  'a',
  'b',
  'name',
  'in',
  'if',
  'my-key',
  'x1',
  '_u',
  'größe',
  'for_each',
)
const number: fc.Arbitrary<string> = fc.constantFrom('0', '1', '42', '3.14', '1e3', '2.5e-2')
const text: fc.Arbitrary<string> = fc
  .array(
    fc.constantFrom(
      'a',
      ' ',
      '-',
      '$',
      '%',
      '$${',
      '%%{',
      '}',
      '{',
      '\\n',
      '\\"',
      '\\\\',
      '\\u00e9',
      '😀',
      '#',
      '//',
      '<<E',
    ),
    { maxLength: 5 },
  )
  .map((parts) => parts.join(''))
const gap: fc.Arbitrary<string> = fc.constantFrom('', ' ', '  ', '\t', ' /* c */ ')
const lines: fc.Arbitrary<string> = fc.constantFrom(
  '',
  ' ',
  '\n',
  '\n  ',
  ' # c\n',
  ' // c\n ',
  '/* c\n d */',
)

const join = (parts: readonly fc.Arbitrary<string>[]): fc.Arbitrary<string> =>
  fc.tuple(...parts).map((all) => all.join(''))
const one = fc.constant<string>

const { expression } = fc.letrec<{ expression: string; term: string }>((tie) => {
  const e = tie('expression')
  const list = (close: string, item: fc.Arbitrary<string>): fc.Arbitrary<string> =>
    fc
      .tuple(fc.array(join([lines, item, lines]), { maxLength: 3 }), fc.boolean())
      .map(([items, trailing]) => items.join(',') + (trailing && items.length > 0 ? ',' : '') + close)
  const key = fc.oneof(
    name,
    text.map((t) => `"${t}"`),
    number,
    e.map((x) => `(${x})`),
  )
  const entry = join([key, gap, fc.constantFrom('=', ':'), gap, e])
  const object = fc
    .tuple(fc.array(entry, { maxLength: 3 }), fc.constantFrom(', ', '\n', ',\n', ' # c\n'), fc.boolean())
    .map(([items, separator, spread]) => {
      const body = items.join(separator)
      return spread ? `{\n${body}\n}` : separator === ', ' ? `{ ${body} }` : `{${body}}`
    })
  const strip = fc.constantFrom('', '~')
  const interpolation = fc
    .tuple(strip, lines, e, lines, strip)
    .map(([a, b, c, d, f]) => `\${${a}${b}${c}${d}${f}}`)
  const condition = fc
    .tuple(strip, e, strip, text, fc.option(text))
    .map(
      ([a, c, b, yes, no]) =>
        `%{${a} if ${c} ${b}}${yes}${no === null ? '' : `%{ else }${no}`}%{${b} endif ${a}}`,
    )
  const loop = fc
    .tuple(e, text, strip)
    .map(([c, body, s]) => `%{ for k, v in ${c} ${s}}${body}%{${s} endfor }`)
  const part = fc.oneof(text, interpolation, condition, loop)
  const quoted = fc.array(part, { maxLength: 3 }).map((parts) => `"${parts.join('')}"`)
  const heredoc = fc
    .tuple(
      fc.constantFrom('<<', '<<-'),
      fc.array(fc.oneof(fc.constantFrom('', '  ', '    x', 'y $'), part), { maxLength: 3 }),
    )
    .map(([open, body]) => `${open}EOT\n${body.map((line) => `${line}\n`).join('')}  EOT\n`)
  const steps = fc.array(
    fc.oneof(
      name.map((n) => `.${n}`),
      e.map((x) => `[${x}]`),
      fc.constantFrom('[*]', '.*', '.0', '[ "k" ]'),
    ),
    { minLength: 1, maxLength: 3 },
  )
  return {
    expression: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      tie('term'),
      fc
        .tuple(
          e,
          gap,
          fc.constantFrom('+', '-', '*', '/', '%', '==', '!=', '<', '<=', '>', '>=', '&&', '||'),
          gap,
          e,
        )
        .map((p) => p.join('')),
      fc.tuple(e, e, e).map(([a, b, c]) => `${a} ? ${b} : ${c}`),
      fc.tuple(tie('term'), steps).map(([t, s]) => t + s.join('')),
      fc.tuple(fc.constantFrom('-', '!'), tie('term')).map((p) => p.join('')),
    ),
    term: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      fc.oneof(
        name,
        number,
        fc.constantFrom('true', 'false', 'null'),
        text.map((t) => `"${t}"`),
      ),
      quoted,
      list(']', e).map((s) => `[${s}`),
      object,
      join([name, one('('), list(')', e)]),
      join([name, one('('), e, one('...)')]),
      e.map((x) => `(${x})`),
      heredoc,
      fc
        .tuple(e, e, fc.option(e))
        .map(([c, r, i]) => `[for v in ${c} : ${r}${i === null ? '' : ` if ${i}`}]`),
      fc
        .tuple(e, e, e, fc.constantFrom('', '...'))
        .map(([c, k, r, g]) => `{for k, v in ${c} :\n ${k} => ${r}${g}}`),
    ),
  }
})

const { body } = fc.letrec<{ body: string }>((tie) => {
  const attribute = join([name, gap, one('='), gap, expression])
  const label = fc.oneof(
    name,
    text.map((t) => `"${t}"`),
  )
  // hcl2json cannot say blocks of one type with different numbers of labels.
  const header = fc.array(label, { maxLength: 2 }).map((labels) => [`t${labels.length}`, ...labels].join(' '))
  const block = fc
    .tuple(
      header,
      fc.oneof(
        one('{}'),
        one('{ }'),
        attribute.map((a) => `{ ${a} }`),
        tie('body').map((b) => `{\n${b}}`),
      ),
    )
    .map(([head, rest]) => `${head} ${rest}`)
  const item = fc.oneof({ depthSize: 'small' }, attribute, block)
  const line = fc.oneof(
    { weight: 4, arbitrary: item },
    { weight: 1, arbitrary: fc.constantFrom('', '# c', '// c', '/* c */') },
  )
  return { body: fc.array(join([gap, line, gap, one('\n')]), { maxLength: 4 }).map((all) => all.join('')) }
})

/** HCL texts of every construct; most are valid, some are not (a name set twice, a heredoc where its line goes on). */
export const hclText: fc.Arbitrary<string> = body

/** A text with one character or line taken out, doubled or exchanged. */
export function mutated(source: fc.Arbitrary<string>): fc.Arbitrary<string> {
  const piece = fc.constantFrom(
    '{',
    '}',
    '[',
    ']',
    '(',
    ')',
    '"',
    '$',
    '{',
    '%{',
    '~}',
    '\\',
    '\n',
    ',',
    '=',
    ':',
    '.',
    '#',
    '/*',
    '<<E\n',
    '0',
    ' ',
    '\0',
    '\r',
    'é',
  )
  return fc.tuple(source, fc.nat(), fc.nat(4), piece).map(([whole, at, kind, replacement]) => {
    // Between characters, not inside a surrogate pair: half of one is a text of ours that UTF-8 cannot hold.
    const i = [...whole].slice(0, whole.length === 0 ? 0 : at % [...whole].length).join('').length
    const width = (whole.codePointAt(i) ?? 0) > 0xffff ? 2 : 1
    const all = whole.split('\n')
    const line = at % all.length
    switch (kind) {
      case 0:
        return whole.slice(0, i) + whole.slice(i + width)
      case 1:
        return whole.slice(0, i) + whole.slice(i, i + width) + whole.slice(i)
      case 2:
        return whole.slice(0, i) + replacement + whole.slice(i)
      case 3:
        return all.toSpliced(line, 1).join('\n')
      default:
        return all.toSpliced(line, 0, all[line] ?? '').join('\n')
    }
  })
}
