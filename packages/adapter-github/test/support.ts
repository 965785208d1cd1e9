import type { ThrottlingOptions } from '@octokit/plugin-throttling'
import { createEngine, type Engine } from '@regraft/engine'
import { builtin } from '@regraft/policies'
import Bottleneck from 'bottleneck'
import { createClient, type GitHubClient } from '../src/index.ts'

export const repository = { owner: 'acme', repo: 'infra' }

/** Loading the policies takes longer than all that is done with them. */
let shared: Promise<Engine> | undefined
export function engineOfTests(): Promise<Engine> {
  shared ??= createEngine({ policies: [builtin] })
  return shared
}

/** Without the seconds between writes that GitHub asks for. */
const unhurried: Partial<ThrottlingOptions> = {
  write: new Bottleneck.Group({ maxConcurrent: 1 }),
  notifications: new Bottleneck.Group({ maxConcurrent: 1 }),
}

/** A client that does not wait; with `waits` it tells them there, and a second takes a millisecond. */
export function clientOf(url: string, waits?: string[]): GitHubClient {
  return createClient({
    ...{ baseUrl: url, token: 'secret', second: 1 },
    throttle: waits === undefined ? { enabled: false } : unhurried,
    onWait: (message) => waits?.push(message),
  })
}

export const kms = (name: string, on = false): string =>
  `# ${name}: kept as it is\nresource "aws_kms_key" "${name}" {\n  enable_key_rotation = ${on}\n}\n`

export const bucket = `resource "aws_s3_bucket" "logs" {
  bucket = "logs"
}

resource "aws_s3_bucket_versioning" "logs" {
  bucket = aws_s3_bucket.logs.id
  versioning_configuration {
    status = "Suspended"
  }
}
`
