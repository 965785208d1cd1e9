import { createHash } from 'node:crypto'
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Report } from '@regraft/model'
import { type Browser, chromium, type Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { printable, type RenderOptions, render } from '../src/index.ts'
import { edit, finding, placeOf, report, textOf } from './sample.ts'
import { hostileReport } from './thousand.ts'

const installed = [process.env['CHROMIUM'], '/usr/bin/chromium', '/usr/bin/google-chrome'].find(
  (path) => path !== undefined && existsSync(path),
)

const versioning = finding('aws/s3-versioning', placeOf('main.tf', '"Suspended"'), {
  status: 'healed',
  fix: { level: 'safe', title: 'Turn versioning on', result: 'applied' },
})
const ingress = finding('aws/ingress', placeOf('main.tf', '"0.0.0.0/0"'), { severity: 'critical' })
const edits = [edit('main.tf', '"Suspended"', '"Enabled"', ['aws/s3-versioning'])]

describe('html', () => {
  it('allows its own style and script and nothing else', () => {
    const page = render('html', report([ingress]), { text: textOf })
    const inside = (name: string): string[] =>
      [...page.matchAll(new RegExp(`<${name}>([^]*?)</${name}>`, 'g'))].map(([, text = '']) => text)
    const hash = (text = ''): string => `'sha256-${createHash('sha256').update(text).digest('base64')}'`
    expect([inside('style').length, inside('script').length]).toEqual([1, 1])
    const policy = /Content-Security-Policy" content="([^"]*)"/.exec(page)?.[1]
    expect(policy).toBe(
      `default-src 'none'; style-src ${hash(inside('style')[0])}; script-src ${hash(inside('script')[0])}; base-uri 'none'; form-action 'none'`,
    )
  })

  it('is the same bytes for the same report', () => {
    const { report: many, text } = hostileReport(50)
    expect(render('html', many, { text })).toBe(render('html', many, { text }))
  })

  it('shows the gravest five thousand and says so', () => {
    const many = Array.from({ length: 5_010 }, (_, i) =>
      finding('a/b', ingress.location, { id: String(i), severity: i < 20 ? 'low' : 'high' }),
    )
    const page = render('html', report(many))
    expect(page.match(/<article /g)).toHaveLength(5_000)
    expect(page.match(/<article class="low"/g)).toHaveLength(10)
    expect(page).toContain('10 milder findings are not on this page.')
  })
})

describe.skipIf(installed === undefined)('html in Chromium (CHROMIUM names another)', () => {
  let browser: Browser
  let folder: string
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'regraft-html-'))
    const args = ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--no-first-run']
    browser = await chromium.launch({ executablePath: installed ?? '', args })
  })
  afterAll(async () => {
    await browser?.close()
    rmSync(folder, { recursive: true, force: true })
  })

  /** Opens a report. What the page logs, fails at or asks for beside itself is an error. */
  async function open(it: Report, options: RenderOptions = {}): Promise<{ page: Page; wrong: string[] }> {
    const file = join(folder, 'report.html')
    writeFileSync(file, render('html', it, { text: textOf, ...options }))
    const address = pathToFileURL(file).href
    const page = await browser.newPage()
    const wrong: string[] = []
    page.on('console', (message) => wrong.push(message.text()))
    page.on('pageerror', (error) => wrong.push(String(error)))
    page.on('dialog', (dialog) => wrong.push(dialog.message()))
    page.on('request', (request) => {
      if (request.url() !== address) wrong.push(request.url())
    })
    await page.goto(address)
    return { page, wrong }
  }

  it('shows what would change, marks the code, and filters', async () => {
    const { page, wrong } = await open(report([versioning, ingress], { edits }), { run: 'dry-run' })
    expect(await page.locator('del').textContent()).toBe('4-     status = "Suspended" # for now')
    expect(await page.locator('ins').textContent()).toBe('4+     status = "Enabled" # for now')
    expect(await page.locator('mark').textContent()).toBe('"0.0.0.0/0"')
    expect(await page.locator('.sums').textContent()).toMatch(/1 open\s+1 would heal\s+0 undetermined/)
    await page.getByLabel('critical').uncheck()
    expect(await page.locator('#shown').textContent()).toBe('1 of 2 shown')
    await page.getByLabel('would heal').uncheck()
    expect(await page.locator('#none').isVisible()).toBe(true)
    await page.getByLabel('critical').check()
    await page.getByRole('searchbox').fill('NOWHERE')
    expect(await page.locator('article:visible').count()).toBe(0)
    await page.getByRole('searchbox').fill('0.0.0.0 Title')
    expect(await page.locator('article:visible h3').allTextContents()).toEqual(['Title of aws/ingress'])
    await page.getByRole('searchbox').fill('')
    await page.getByLabel('would heal').check()
    await page.getByLabel('Rule').selectOption('aws/s3-versioning')
    expect(await page.locator('article:visible h3').allTextContents()).toEqual(['Title of aws/s3-versioning'])
    expect(wrong).toEqual([])
    await page.close()
  })

  it('changes between light and dark', async () => {
    const { page, wrong } = await open(report([]))
    expect(await page.locator('.none').textContent()).toBe('Nothing found in 2 files.')
    const background = (): Promise<string> => page.evaluate('getComputedStyle(document.body).backgroundColor')
    const seen: string[] = []
    for (let i = 0; i < 2; i++) {
      await page.getByRole('button').click()
      seen.push(await background())
    }
    expect(seen).toEqual(['rgb(246, 247, 249)', 'rgb(15, 18, 22)'])
    expect(wrong).toEqual([])
    await page.close()
  })

  it('holds a thousand hostile findings as text', async () => {
    const { report: many, text } = hostileReport(1000)
    const { page, wrong } = await open(many, { text, run: 'dry-run' })
    expect(await page.locator('#shown').textContent()).toBe('1000 of 1000 shown')
    const { messages, elements } = await page.evaluate(() => ({
      messages: [...document.querySelectorAll('article > p:first-of-type')].map((it) => it.textContent),
      elements: [...new Set([...document.querySelectorAll('body *')].map((it) => it.localName))],
    }))
    expect(messages.toSorted()).toEqual(many.findings.map(({ message }) => lines(message)).toSorted())
    for (const foreign of ['img', 'a', 'iframe', 'object', 'h4', 'svg'])
      expect(elements).not.toContain(foreign)
    expect(await page.locator('script').count()).toBe(1)
    expect(await page.locator('h1').count()).toBe(1)
    expect(wrong).toEqual([])
    await page.close()
  })
})

/** Lines stay, what XML has no form for is escaped. */
function lines(text: string): string {
  return text
    .split(/\r\n|[\r\n]/)
    .map((line) => line.split('\t').map(printable).join('\t'))
    .join('\n')
    .replace(/[\ufffe\uffff]/g, (it) => `\\u${it.charCodeAt(0).toString(16)}`)
}
