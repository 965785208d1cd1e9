import type { Range } from 'vscode-languageserver-protocol/node'
import type { TextDocument } from 'vscode-languageserver-textdocument'

/** Numbers from 0 to 1, the same for the same seed (a linear congruential generator). */
function randomFrom(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return state / 2 ** 32
  }
}

export interface Edit {
  readonly range: Range
  readonly newText: string
}

/** Edits as a person makes them: values flip, words are typed, blocks come and go, and syntax breaks and is mended. */
export class Typist {
  readonly #random: () => number
  /** What a block looks like, and how one begins. */
  readonly #block: (name: string) => string
  readonly #begin: RegExp
  #broken: { readonly at: number; readonly text: string } | undefined
  #blocks = 0

  constructor(seed: number, block: (name: string) => string, begin: RegExp) {
    this.#random = randomFrom(seed)
    this.#block = block
    this.#begin = begin
  }

  next(document: TextDocument): Edit {
    const text = document.getText()
    const [at, end, newText] = this.#broken ? this.#mend(this.#broken) : this.#change(text)
    return { range: { start: document.positionAt(at), end: document.positionAt(end) }, newText }
  }

  /** True for one in so many. */
  oneIn(count: number): boolean {
    return this.#random() * count < 1
  }

  #pick<T>(all: readonly T[]): T | undefined {
    return all[Math.floor(this.#random() * all.length)]
  }

  #mend({ at, text }: { readonly at: number; readonly text: string }): [number, number, string] {
    this.#broken = undefined
    return [at, at, text]
  }

  #change(text: string): [number, number, string] {
    const choice = this.#random()
    if (choice < 0.4) {
      const value = this.#pick([...text.matchAll(/\b(?:true|false)\b/g)])
      if (value) return [value.index, value.index + value[0].length, value[0] === 'true' ? 'false' : 'true']
    }
    if (choice < 0.6) {
      const end = this.#pick([...text.matchAll(/$/gm)])?.index ?? text.length
      return [end, end, this.#pick([' # ä🔑', ' # kept', ' ', ' #x']) ?? '']
    }
    const begins = [...text.matchAll(this.#begin)].map(({ index }) => index)
    const nth = Math.floor(this.#random() * begins.length)
    const [at = text.length, end = text.length] = [begins[nth], begins[nth + 1]]
    // As many come as go, so that the text keeps its size.
    if (choice < 0.7) return [at, at, this.#block(`n${this.#blocks++}`)]
    if (choice < 0.8) return [at, end, '']
    const cut = Math.floor(this.#random() * Math.max(1, text.length - 4))
    this.#broken = { at: cut, text: text.slice(cut, cut + 3) }
    return [cut, cut + 3, '']
  }
}

export const terraform = (name: string): string => `resource "aws_kms_key" "${name}" {
  description         = "receipts" # said in the audit
  enable_key_rotation = false
}

resource "aws_db_instance" "${name}" {
  deletion_protection = false
  storage_encrypted   = true
  engine              = "postgres"
  tags = {
    owner = var.owner
  }
}

resource "aws_ecr_repository" "${name}" {
  name = "ledger"
}

`

export const manifest = (name: string): string => `---
apiVersion: apps/v1
kind: Deployment
metadata:
  name: ${name}
spec:
  template:
    metadata: { labels: { app: ${name} } }
    spec:
      hostPID: true
      containers:
        - name: web
          image: nginx:1.27
          securityContext:
            privileged: false
            readOnlyRootFilesystem: true
          ports:
            - containerPort: 80
`

/** Blocks up to a number of lines. */
export function textOf(block: (name: string) => string, lines: number): string {
  let text = ''
  for (let i = 0; text.split('\n').length < lines; i++) text += block(`b${i}`)
  return text
}
