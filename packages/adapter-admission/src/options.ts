/** One option of the command line. Without `value` it is a switch. */
interface Option {
  readonly name: string
  readonly value?: string
  readonly says: string
}

export const optionTable: readonly Option[] = [
  { name: 'cert', value: 'FILE', says: 'certificate with its chain, PEM; read again when it changes' },
  { name: 'key', value: 'FILE', says: 'its key, PEM' },
  {
    name: 'client-ca',
    value: 'FILE',
    says: 'take reviews only from clients whose certificate this CA signed',
  },
  { name: 'port', value: 'N', says: 'default 8443' },
  { name: 'host', value: 'ADDRESS', says: 'listen on one address; default: all' },
  {
    name: 'deny',
    value: 'SEVERITY',
    says: 'deny findings of this severity and above, or never; default high',
  },
  { name: 'rule', value: 'RULE', says: 'only these rules (id or glob); repeatable' },
  { name: 'skip-rule', value: 'RULE', says: 'not these rules; repeatable' },
  { name: 'min-severity', value: 'SEVERITY', says: 'say nothing about milder findings' },
  { name: 'policy', value: 'BUNDLE', says: 'a compiled bundle (.tar.gz) of your own policies; repeatable' },
  { name: 'unsafe', says: '/mutate also applies unsafe fixes' },
  {
    name: 'exclude-namespace',
    value: 'NAME',
    says: 'objects there pass unseen, as those of kube-system do; repeatable',
  },
  { name: 'threads', value: 'N', says: 'reviews that run at a time; default 2' },
  { name: 'timeout', value: 'MS', says: 'answer 504 after this long; default 8000' },
  { name: 'drain-delay', value: 'MS', says: 'after SIGTERM, take reviews for so long; default 5000' },
  { name: 'max-body', value: 'BYTES', says: 'answer 413 to more; default 7 MiB' },
  { name: 'max-in-flight', value: 'N', says: 'answer 429 when more reviews are held; default 128' },
  { name: 'log', says: 'a line of JSON on standard output for each review' },
  { name: 'help', says: 'print this' },
  { name: 'version', says: 'print the version' },
]

/** The text of `--help`. */
export function help(): string {
  const rows = optionTable.map(({ name, value, says }) => [
    value === undefined ? `--${name}` : `--${name} ${value}`,
    says,
  ])
  const width = Math.max(...rows.map(([option = '']) => option.length))
  return [
    'regraft-admission --cert FILE --key FILE [options]',
    '',
    'A Kubernetes admission webhook: /validate denies or warns, /mutate patches what is safe to heal.',
    'Beside them it serves /healthz, /readyz and /metrics.',
    '',
    ...rows.map(([option = '', says]) => `  ${option.padEnd(width)}  ${says}`),
    '',
  ].join('\n')
}
