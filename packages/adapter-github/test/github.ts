import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer, type IncomingMessage, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from 'vitest'
import { problemsOf } from './contract.ts'

/** A request as it came. */
export interface Asked {
  readonly method: string
  /** Decoded, with the query. */
  readonly path: string
  // The bodies are what tests look into.
  // biome-ignore lint/suspicious/noExplicitAny: any JSON, read by expectations
  readonly body: any
  readonly authorization: string | undefined
}

interface Answer {
  readonly status: number
  readonly body?: unknown
  readonly headers?: Record<string, string>
}

interface PullRequest {
  number: number
  state: 'open' | 'closed'
  merged_at: string | null
  title: string
  body: string
  html_url: string
  base: { ref: string }
  head: { ref: string; label: string; sha: string }
}

/** An open pull request of a branch `feature`. */
export function pullRequest(number: number): PullRequest {
  return {
    ...{ number, state: 'open', merged_at: null, title: 'Change', body: '' },
    html_url: `https://github.com/acme/infra/pull/${number}`,
    base: { ref: 'main' },
    head: { ref: 'feature', label: 'acme:feature', sha: '0'.repeat(40) },
  }
}

interface Thread {
  isOutdated: boolean
  isResolved: boolean
  comments: {
    nodes: {
      id: string
      body: string
      isMinimized: boolean
      minimizedReason: string | null
      viewerDidAuthor: boolean
    }[]
  }
}

/** api.github.com for one repository, `acme/infra`, whose objects and refs are those of a real git repository. */
export class GitHub {
  readonly asked: Asked[] = []
  /** Answers that stand in for the next ones to requests that match, the first that fits. */
  readonly instead: { readonly on: RegExp; readonly answer: Answer }[] = []
  readonly pulls: PullRequest[] = []
  readonly threads: Thread[] = []
  readonly #after: { readonly on: RegExp; readonly call: () => void }[] = []
  /** What "List pull requests files" tells. */
  files: { filename: string; status: string; patch?: string }[] = []
  readonly folder: string = mkdtempSync(join(tmpdir(), 'regraft-github-'))
  readonly #server: Server

  constructor() {
    this.git(['init', '--quiet', '--bare', '--initial-branch=main', '.'])
    this.#server = createServer((request, response) => {
      void this.#answer(request).then(({ status, body, headers = {} }) => {
        response.writeHead(status, { 'content-type': 'application/json; charset=utf-8', ...headers })
        response.end(body === undefined ? '' : JSON.stringify(body))
      })
    })
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`
  }

  async start(): Promise<void> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve))
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections()
    await new Promise((resolve) => this.#server.close(resolve))
    rmSync(this.folder, { recursive: true, force: true })
    expect(problemsOf(this.asked)).toEqual([])
  }

  git(args: readonly string[], input?: string | Buffer): string {
    const env = {
      PATH: process.env['PATH'],
      GIT_CONFIG_GLOBAL: '/dev/null',
      GIT_AUTHOR_NAME: 'octocat',
      GIT_AUTHOR_EMAIL: 'octocat@example.com',
      GIT_COMMITTER_NAME: 'octocat',
      GIT_COMMITTER_EMAIL: 'octocat@example.com',
    }
    const stdio: ['pipe', 'pipe', 'pipe'] = ['pipe', 'pipe', 'pipe']
    return execFileSync('git', args, {
      cwd: this.folder,
      env,
      stdio,
      ...(input === undefined ? {} : { input }),
    })
      .toString('utf8')
      .trimEnd()
  }

  /** Commits files on a branch, over what is there; executable ones by a `*` behind their name. */
  commit(branch: string, files: { readonly [path: string]: string }, message = 'Change files'): string {
    const parent = this.head(branch)
    const index = { GIT_INDEX_FILE: join(this.folder, 'index-of-test') }
    const run = (args: readonly string[], input?: string): string =>
      execFileSync('git', args, {
        cwd: this.folder,
        env: { ...process.env, ...index },
        ...(input === undefined ? {} : { input }),
      })
        .toString()
        .trim()
    run(parent === undefined ? ['read-tree', '--empty'] : ['read-tree', parent])
    for (const [name, text] of Object.entries(files)) {
      const path = name.replace(/\*$/, '')
      const sha = run(['hash-object', '-w', '--stdin'], text)
      run(['update-index', '--add', '--cacheinfo', `${name === path ? '100644' : '100755'},${sha},${path}`])
    }
    const tree = run(['write-tree'])
    const commit = this.git(['commit-tree', tree, ...(parent ? ['-p', parent] : []), '-m', message])
    this.git(['update-ref', `refs/heads/${branch}`, commit])
    return commit
  }

  head(branch: string): string | undefined {
    try {
      return this.git(['rev-parse', '--verify', '--quiet', `refs/heads/${branch}`])
    } catch {
      return undefined
    }
  }

  show(at: string): string {
    return execFileSync('git', ['show', at], { cwd: this.folder }).toString('utf8')
  }

  /** Calls back once when a request that matches has been answered. */
  after(on: RegExp, call: () => void): void {
    this.#after.push({ on, call })
  }

  /** The requests that change something, as `POST /git/blobs`. */
  get writes(): string[] {
    return this.asked
      .filter(({ method, path }) => method !== 'GET' && path !== '/graphql')
      .map(({ method, path }) => `${method} ${path}`)
  }

  async #answer(request: IncomingMessage): Promise<Answer> {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk)
    const text = Buffer.concat(chunks).toString('utf8')
    const url = new URL(request.url ?? '', 'http://x')
    const prefix = '/repos/acme/infra'
    const path = decodeURIComponent(url.pathname).replace(prefix, '')
    const asked = {
      method: request.method ?? '',
      path: path + decodeURIComponent(url.search),
      body: text === '' ? undefined : JSON.parse(text),
      authorization: request.headers.authorization,
    }
    this.asked.push(asked)
    const line = `${asked.method} ${asked.path}`
    const at = this.instead.findIndex(({ on }) => on.test(line))
    if (at >= 0) return this.instead.splice(at, 1)[0]?.answer ?? { status: 500 }
    try {
      const answer = this.#route(asked, path, url.searchParams)
      const heard = this.#after.findIndex(({ on }) => on.test(line))
      if (heard >= 0) this.#after.splice(heard, 1)[0]?.call()
      return answer
    } catch (error) {
      return { status: 500, body: { message: String(error) } }
    }
  }

  #route({ method, body }: Asked, path: string, query: URLSearchParams): Answer {
    const is = (wanted: string, pattern: RegExp): RegExpExecArray | undefined =>
      (method === wanted && pattern.exec(path)) || undefined
    let m: RegExpExecArray | undefined
    if (is('POST', /^\/graphql$/)) return this.#graphql(body)
    m = is('GET', /^\/git\/ref\/heads\/(.+)$/)
    if (m) return this.#ref(m[1] ?? '')
    m = is('GET', /^\/git\/commits\/(\w+)$/)
    if (m) return { status: 200, body: this.#commitOf(m[1] ?? '') }
    m = is('GET', /^\/git\/trees\/(\w+)$/)
    if (m) return { status: 200, body: this.#treeOf(m[1] ?? '') }
    if (is('POST', /^\/git\/blobs$/))
      return {
        status: 201,
        body: { sha: this.git(['hash-object', '-w', '--stdin'], Buffer.from(body.content, body.encoding)) },
      }
    if (is('POST', /^\/git\/trees$/)) return { status: 201, body: { sha: this.#makeTree(body) } }
    if (is('POST', /^\/git\/commits$/)) {
      const parents = (body.parents as string[]).flatMap((it) => ['-p', it])
      return {
        status: 201,
        body: { sha: this.git(['commit-tree', body.tree, ...parents, '-F', '-'], body.message) },
      }
    }
    if (is('POST', /^\/git\/refs$/)) return this.#makeRef(body)
    m = is('PATCH', /^\/git\/refs\/heads\/(.+)$/)
    if (m) {
      this.git(['update-ref', `refs/heads/${m[1]}`, body.sha])
      return this.#ref(m[1] ?? '')
    }
    m = is('DELETE', /^\/git\/refs\/heads\/(.+)$/)
    if (m) {
      this.git(['update-ref', '-d', `refs/heads/${m[1]}`])
      return { status: 204 }
    }
    m = is('GET', /^\/compare\/(.+)\.\.\.(.+)$/)
    if (m) {
      const shas = this.git(['rev-list', '--reverse', `refs/heads/${m[1]}..refs/heads/${m[2]}`])
      const commits = shas === '' ? [] : shas.split('\n').map((sha) => ({ sha, commit: this.#commitOf(sha) }))
      return {
        status: 200,
        body: { url: `${this.url}${path}`, status: 'ahead', total_commits: commits.length, commits },
      }
    }
    return this.#pullRequests(method, body, path, query)
  }

  #pullRequests(method: string, body: Asked['body'], path: string, query: URLSearchParams): Answer {
    if (method === 'GET' && path === '/pulls') {
      const found = this.pulls.filter(
        (it) =>
          it.state === query.get('state') &&
          it.head.label === query.get('head') &&
          it.base.ref === query.get('base'),
      )
      for (const it of found) it.head.sha = (it.state === 'open' && this.head(it.head.ref)) || it.head.sha
      return { status: 200, body: [...found].reverse().slice(0, Number(query.get('per_page'))) }
    }
    if (method === 'POST' && path === '/pulls') {
      const number = this.pulls.length + 1
      const { title, head, base } = body
      const made: PullRequest = {
        ...{ number, state: 'open', merged_at: null, title, body: body.body },
        html_url: `https://github.com/acme/infra/pull/${number}`,
        base: { ref: base },
        head: { ref: head, label: `acme:${head}`, sha: this.head(head) ?? '' },
      }
      this.pulls.push(made)
      return { status: 201, body: made }
    }
    const [, number, what] = /^\/pulls\/(\d+)(?:\/(\w+))?$/.exec(path) ?? []
    const pull = this.pulls[Number(number) - 1]
    if (method === 'PATCH' && pull) {
      if (body.state === 'closed') pull.head.sha = this.head(pull.head.ref) ?? pull.head.sha
      return { status: 200, body: Object.assign(pull, body) }
    }
    if (method === 'GET' && what === 'files') return this.#page(this.files, query, `${path}`)
    if (method === 'POST' && (what === 'reviews' || what === 'comments')) {
      for (const it of body.comments ?? [body]) this.addThread(it.body)
      return { status: what === 'reviews' ? 200 : 201, body: { id: this.asked.length } }
    }
    return { status: 404, body: { message: 'Not Found', documentation_url: 'https://docs.github.com/rest' } }
  }

  addThread(body: string, over: Partial<Thread['comments']['nodes'][number]> = {}): Thread {
    const id = `PRRC_${this.threads.length + 1}`
    const comment = { id, body, isMinimized: false, minimizedReason: null, viewerDidAuthor: true, ...over }
    const thread: Thread = { isOutdated: false, isResolved: false, comments: { nodes: [comment] } }
    this.threads.push(thread)
    return thread
  }

  /** Pages of a hundred at most, told by the Link header. */
  #page(all: readonly unknown[], query: URLSearchParams, path: string): Answer {
    const size = Number(query.get('per_page') ?? 30)
    const page = Number(query.get('page') ?? 1)
    const next = `${this.url}/repos/acme/infra${path}?per_page=${size}&page=${page + 1}`
    const headers = page * size < all.length ? { link: `<${next}>; rel="next"` } : {}
    return { status: 200, body: all.slice((page - 1) * size, page * size), headers }
  }

  #graphql({ query, variables }: Asked['body']): Answer {
    if (query.includes('minimizeComment')) {
      for (const { comments } of this.threads)
        for (const it of comments.nodes)
          if (it.id === variables.comment)
            Object.assign(it, { isMinimized: true, minimizedReason: 'outdated' })
      return { status: 200, body: { data: { minimizeComment: { minimizedComment: { isMinimized: true } } } } }
    }
    // Two a page, so that there are pages.
    const from = Number(variables.after ?? 0)
    const reviewThreads = {
      pageInfo: { hasNextPage: from + 2 < this.threads.length, endCursor: String(from + 2) },
      nodes: this.threads.slice(from, from + 2),
    }
    return { status: 200, body: { data: { repository: { pullRequest: { reviewThreads } } } } }
  }

  #ref(branch: string): Answer {
    const sha = this.head(branch)
    return sha === undefined
      ? { status: 404, body: { message: 'Not Found' } }
      : { status: 200, body: { ref: `refs/heads/${branch}`, object: { type: 'commit', sha } } }
  }

  #makeRef({ ref, sha }: { ref: string; sha: string }): Answer {
    if (this.head(ref.replace('refs/heads/', '')) !== undefined)
      return { status: 422, body: { message: 'Reference already exists' } }
    this.git(['update-ref', ref, sha])
    return { status: 201, body: { ref, object: { type: 'commit', sha } } }
  }

  #commitOf(sha: string): { sha: string; message: string; tree: { sha: string } } {
    const [tree = '', ...message] = this.git(['show', '--no-patch', '--format=%T%n%B', sha]).split('\n')
    return { sha, tree: { sha: tree }, message: message.join('\n') }
  }

  #treeOf(sha: string): unknown {
    const lines = this.git(['ls-tree', '-z', sha]).split('\0').filter(Boolean)
    const tree = lines.map((line) => {
      const [, mode, type, id, path] = /^(\d+) (\w+) (\w+)\t(.+)$/s.exec(line) ?? []
      return { path, mode, type, sha: id }
    })
    return { sha, tree, truncated: false }
  }

  #makeTree({
    base_tree,
    tree,
  }: {
    base_tree: string
    tree: { path: string; mode: string; sha: string }[]
  }): string {
    const env = { ...process.env, GIT_INDEX_FILE: join(this.folder, 'index-of-api') }
    const run = (args: string[]): string =>
      execFileSync('git', args, { cwd: this.folder, env }).toString().trim()
    run(['read-tree', base_tree])
    for (const { path, mode, sha } of tree)
      run(['update-index', '--add', '--cacheinfo', `${mode},${sha},${path}`])
    return run(['write-tree'])
  }
}
