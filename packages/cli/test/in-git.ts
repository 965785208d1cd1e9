import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { healedTf, mainTf, podYaml, rules } from './samples.ts'
import { Folder, run } from './support.ts'

const env = {
  PATH: process.env['PATH'] ?? '',
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_AUTHOR_NAME: 'a',
  GIT_AUTHOR_EMAIL: 'a@example.com',
  GIT_COMMITTER_NAME: 'a',
  GIT_COMMITTER_EMAIL: 'a@example.com',
}

/** In one file with other tests: what takes long is to load the policies. */
describe('in a git repository', () => {
  let at: Folder
  beforeEach(() => {
    at = new Folder()
    git('init', '-q', '-b', 'main')
  })
  afterEach(() => at.remove())

  function git(...args: string[]): string {
    return execFileSync('git', args, {
      cwd: at.path,
      env,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
    })
  }

  function commit(files: { readonly [path: string]: string }): void {
    at.write(files)
    git('add', '-A')
    git('commit', '-q', '-m', 'x')
  }

  const regraft = (...argv: string[]) => run(at.path, [...argv, ...rules], { env })

  async function findings(...argv: string[]): Promise<string[]> {
    const { stdout } = await regraft(...argv, '--format', 'json')
    const report = JSON.parse(stdout)
    return report.findings.map(
      (it: { location: { file: string; start: { line: number } }; rule: string; status: string }) =>
        `${it.location.file}:${it.location.start.line} ${it.rule} ${it.status}`,
    )
  }

  const bucket = mainTf.slice(0, mainTf.indexOf('resource "aws_security_group"'))

  describe('--since', () => {
    it('tells what stands on changed lines and in new files, and heals only that', async () => {
      commit({ 'main.tf': mainTf.replace('"0.0.0.0/0"', '"10.0.0.0/8"'), 'old.yaml': podYaml })
      const other = bucket.replace('"ledger" {', '"fresh" {')
      at.write({ 'main.tf': `${mainTf}\n${other}`, 'new.yaml': podYaml })
      expect(await findings('check', '--since', 'HEAD')).toEqual([
        'main.tf:14 aws/sg-open-ssh open',
        'main.tf:22 aws/s3-versioning open',
        'new.yaml:10 kubernetes/privileged open',
      ])
      expect(await findings('check', '--since', 'HEAD', 'new.yaml')).toEqual([
        'new.yaml:10 kubernetes/privileged open',
      ])
      expect(await findings('heal', '--since', 'main')).toEqual([
        'main.tf:14 aws/sg-open-ssh open',
        'main.tf:22 aws/s3-versioning healed',
        'new.yaml:10 kubernetes/privileged open',
      ])
      expect(at.read('main.tf')).toBe(`${mainTf}\n${other.replace('Suspended', 'Enabled')}`)
      expect(at.read('old.yaml')).toBe(podYaml)
    })

    it('tells what a change made elsewhere in its file by taking something out', async () => {
      const twice = `${healedTf.slice(0, bucket.length - 2)}\n${bucket.replace('"ledger" {', '"known" {')}`
      commit({ 'main.tf': twice, 'sub/moved.tf': bucket })
      at.write({ 'main.tf': twice.replace('    status = "Enabled" # until March\n', '') })
      git('mv', 'sub/moved.tf', 'sub/named.tf')
      expect(await findings('check', '--since', 'HEAD')).toEqual(['main.tf:4 aws/s3-versioning open'])
    })

    it('says that nothing changed, and what is wrong with a commit', async () => {
      commit({ 'main.tf': mainTf })
      expect(await regraft('check', '--since', 'HEAD')).toMatchObject({
        code: 0,
        stderr: 'Nothing that regraft knows has changed since HEAD.\n',
      })
      expect(await regraft('check', '--since', 'nope')).toMatchObject({
        code: 2,
        stderr: expect.stringContaining('git knows no commit nope (GIT_REF_UNKNOWN)'),
      })
      expect((await regraft('check', '--since', 'HEAD', '--staged')).code).toBe(2)
      expect((await regraft('heal', '--since', 'HEAD', '-')).code).toBe(2)
    })
  })

  describe('--staged', () => {
    it('heals what is staged in both places, and keeps what is not', async () => {
      commit({ 'known.tf': bucket })
      at.write({ 'main.tf': mainTf })
      git('add', '.')
      at.write({ 'main.tf': `# mine\n${mainTf}`, 'untracked.yaml': podYaml })
      expect(await findings('check', '--staged')).toEqual([
        'main.tf:5 aws/s3-versioning open',
        'main.tf:14 aws/sg-open-ssh open',
      ])
      const { code, stderr } = await regraft('heal', '--staged')
      const blob = git('rev-parse', 'HEAD:known.tf')
      expect([code, git('show', ':main.tf'), at.read('main.tf')]).toEqual([
        1,
        healedTf,
        `# mine\n${healedTf}`,
      ])
      expect(at.read('known.tf')).toBe(bucket)
      const back = /Put the index back with: (git update-index[\s\S]*)\n$/.exec(stderr)?.[1] ?? ''
      execFileSync('sh', ['-c', back], { cwd: at.path, env })
      await run(at.path, ['undo'])
      expect([git('show', ':main.tf'), at.read('main.tf')]).toEqual([mainTf, `# mine\n${mainTf}`])
      expect(git('rev-parse', ':known.tf')).toBe(blob)
    })

    it('says which file of the work tree it left', async () => {
      at.write({ 'in/main.tf': mainTf })
      git('add', '.')
      const own = mainTf.replace('"Suspended" # until March', '"Suspended" # until May')
      at.write({ 'in/main.tf': own })
      const ran = await run(join(at.path, 'in'), ['heal', '--staged', ...rules], { env })
      expect(ran.stdout).toContain('main.tf is healed in the index, and left as it is in the work tree')
      expect([git('show', ':in/main.tf'), at.read('in/main.tf')]).toEqual([healedTf, own])
    })

    it('says that nothing is staged', async () => {
      commit({ 'main.tf': mainTf })
      at.write({ 'main.tf': `#\n${mainTf}` })
      expect(await regraft('check', '--staged')).toMatchObject({
        code: 0,
        stderr: 'Nothing is staged that regraft knows.\n',
      })
    })
  })
})
