interface Command {
  readonly name: string
  readonly properties: Readonly<Record<string, string>>
  readonly data: string
}

/**
 * Reads a line as the runner does (actions/runner, src/Runner.Common/ActionCommand.cs, TryParseV2): leading space is
 * trimmed, properties end at the next `::`, escapes are turned back with `%25` last.
 */
export function asRunner(line: string): Command | undefined {
  const trimmed = line.trimStart()
  if (!trimmed.startsWith('::')) return undefined
  const end = trimmed.indexOf('::', 2)
  if (end < 0) return undefined
  const head = trimmed.slice(2, end)
  const space = head.indexOf(' ')
  const pairs = space < 0 ? [] : head.slice(space + 1).split(',')
  const properties = pairs.map((pair) => {
    const at = pair.indexOf('=')
    return [pair.slice(0, at), back(pair.slice(at + 1), ofProperties)] as const
  })
  return {
    name: space < 0 ? head : head.slice(0, space),
    properties: Object.fromEntries(properties),
    data: back(trimmed.slice(end + 2), ofData),
  }
}

function back(text: string, escapes: readonly (readonly [token: string, written: string])[]): string {
  return escapes.reduce((it, [token, written]) => it.replaceAll(written, token), text)
}

const ofData = [
  ['\r', '%0D'],
  ['\n', '%0A'],
  ['%', '%25'],
] as const

const ofProperties = [
  ['\r', '%0D'],
  ['\n', '%0A'],
  [':', '%3A'],
  [',', '%2C'],
  ['%', '%25'],
] as const
