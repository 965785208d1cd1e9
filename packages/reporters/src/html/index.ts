import type { Report } from '@regraft/model'
import type { RenderOptions } from '../options.ts'
import { body } from './body.ts'
import { policy } from './policy.ts'
import { script } from './script.ts'
import { style } from './style.ts'

/**
 * One file that a browser opens without a network: findings by file with their code or their diff, and filters. It reads the
 * same without its script. Its policy lets nothing run or load but the one style and the one script in it.
 */
export function html(report: Report, options: RenderOptions): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>regraft report</title>
<style>${style}</style>
</head>
<body>
${body(report, options)}
<script>${script}</script>
</body>
</html>
`
}
