import type { Finding, FindingStatus, Report, ReportEdit, ReportFix, Severity } from '@regraft/model'
import { Lines } from '@regraft/model'
import { finding, report } from './sample.ts'

/** What files, policies and people may put into a name or a message. Each ends up somewhere in each format. */
export const hostileTexts: readonly string[] = [
  `a "quoted" 'name'`,
  'two\nlines\r\nand\rthree',
  '\u001b[31mred\u001b[0m \u001b]8;;https://evil.example\u0007link\u001b]8;;\u0007',
  '<script>alert(1)</script><img src=x onerror=alert(2)>',
  '</pre></code></article></script><h1>out</h1>',
  '::error file=a.tf,line=1::planted',
  '\n::set-output name=x::y',
  '##[error]planted',
  '100% %0A::warning::x %25',
  ']]> <![CDATA[ x ]]> <!-- y -->',
  'a | b || c \\| d',
  '`code` ``more`` ```\n# heading\n```',
  '\u202egnp.exe \u2066rtl\u2069 \u05d0\u05d1',
  'half \ud83d and \udca9 whole \ud83d\udca9',
  `=cmd|' /C calc'!A0`,
  '+1+1',
  '-2+3',
  '@SUM(1)',
  '\t=1+1',
  '\uff1d1',
  '[link](javascript:alert(1)) ![i](https://evil.example/x.png)',
  '<https://evil.example> https://evil.example www.evil.example',
  '@everyone #1 GH-1 &lt;b&gt; &amp;#60;',
  '\u0000\u0007\u007f\u0085\u2028\u2029\ufeff\ufffe\uffff',
  '# heading',
  '- item\n- item',
  '1. one',
  '***bold*** __u__ ~~s~~ $x$',
  '---',
  '    indented',
  '',
  ' ',
]

const severityOf: readonly Severity[] = ['critical', 'high', 'medium', 'low', 'info']
const statuses: readonly FindingStatus[] = ['open', 'open', 'open', 'healed', 'undetermined', 'ignored']

/** Numbers from a seed: a linear congruential generator (Numerical Recipes, 1992). */
function numbers(seed: number): (below: number) => number {
  let state = seed >>> 0
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return Math.floor((state / 2 ** 32) * below)
  }
}

export interface Many {
  readonly report: Report
  readonly text: (file: string) => string | undefined
}

/** As many findings as asked for, every text of them hostile, with files, edits and diagnostics that belong to them. */
export function hostileReport(count: number, seed = 1): Many {
  const below = numbers(seed)
  const pick = <T>(all: readonly T[]): T => {
    const it = all[below(all.length)]
    if (it === undefined) throw new Error('nothing to pick from')
    return it
  }
  const files = hostileTexts.filter((it) => it.trim() !== '').map((it, i) => `d${i % 3}/${it}.tf`)
  const texts = new Map(files.map((file) => [file, sourceText(pick)]))
  const findings: Finding[] = []
  const edits: ReportEdit[] = []
  for (let i = 0; i < count; i++) {
    const file = pick(files)
    const made = oneFinding(i, file, texts.get(file) ?? '', below, pick)
    findings.push(made)
    if (made.status !== 'healed') continue
    const { start, end } = made.location
    if (!edits.some((it) => it.file === file && it.start < end.offset && start.offset < it.end))
      edits.push({ file, start: start.offset, end: end.offset, text: pick(hostileTexts), rules: [made.rule] })
  }
  const diagnostics = hostileTexts.slice(0, Math.min(count, 5)).map((text, i) => ({
    code: 'PARSE_ERROR',
    severity: (['error', 'warning', 'info'] as const)[i % 3] ?? 'error',
    message: text,
    file: files[i] ?? 'a.tf',
    hint: text,
  }))
  const made = report(sorted(findings), { edits, diagnostics })
  const listed = files.map((path) => ({ path, framework: 'terraform', resources: 1 }))
  return { report: { ...made, files: listed }, text: (file) => texts.get(file) }
}

function oneFinding(
  i: number,
  file: string,
  text: string,
  below: (most: number) => number,
  pick: <T>(all: readonly T[]) => T,
): Finding {
  const start = below(text.length)
  const end = Math.min(text.length, start + 1 + below(12))
  const status = pick(statuses)
  const rule = `r${below(12)}/${pick(hostileTexts)}`
  return finding(
    rule,
    { file, ...new Lines(text).range({ start, end }) },
    {
      id: `id-${i}`,
      title: pick(hostileTexts),
      message: pick(hostileTexts),
      severity: pick(severityOf),
      status,
      resource: { framework: 'terraform', type: 't', address: pick(hostileTexts) },
      path: [pick(hostileTexts), i],
      aliases: [pick(hostileTexts)],
      ...(status === 'ignored' || status === 'undetermined' ? { statusReason: pick(hostileTexts) } : {}),
      ...fixOf(status, pick),
    },
  )
}

function fixOf(status: FindingStatus, pick: <T>(all: readonly T[]) => T): { fix?: ReportFix } {
  const base = { level: 'safe', title: pick(hostileTexts), reason: pick(hostileTexts) } as const
  if (status === 'healed') return { fix: { ...base, result: 'applied' } }
  return pick([true, false]) ? { fix: { ...base, result: 'refused' } } : {}
}

function sourceText(pick: <T>(all: readonly T[]) => T): string {
  return Array.from({ length: 12 }, (_, i) => `line ${i} = ${pick(hostileTexts)}\n`).join('')
}

/** As the engine orders them. */
function sorted(findings: readonly Finding[]): Finding[] {
  const key = ({ location }: Finding): string => location.file
  return [...findings].sort((a, b) =>
    key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : a.location.start.offset - b.location.start.offset,
  )
}
