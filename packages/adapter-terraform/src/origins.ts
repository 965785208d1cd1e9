import { RegraftError } from '@regraft/model'
import { Refusal } from './refusal.ts'

/** Where HCP Terraform serves its API, and the plans that the API points to. */
export const hcpTerraform: readonly string[] = ['https://app.terraform.io', 'https://archivist.terraform.io']

/** The only servers that are called. A request names addresses; nothing else of the network may be reached through it. */
export class Origins {
  readonly #allowed: ReadonlySet<string>

  /**
   * Names of hosts (`tfe.example.com`, called by HTTPS) or whole origins (`http://127.0.0.1:8080`).
   * Throws `RegraftError` `USAGE`.
   */
  constructor(hosts: readonly string[]) {
    this.#allowed = new Set(hosts.map(originOf))
  }

  /** An address that may be called. Throws `Refusal`. */
  url(name: string, text: string, base?: URL): URL {
    const url = parsed(text, base)
    if (url === null) throw new Refusal(400, `${name} is no URL`)
    if (url.username !== '' || url.password !== '') throw new Refusal(400, `${name} holds a password`)
    if (!this.#allowed.has(url.origin))
      throw new Refusal(403, `${name} leads to ${url.origin}, which is not allowed`)
    return url
  }
}

function originOf(host: string): string {
  const url = parsed(host.includes('://') ? host : `https://${host}`)
  const plain = url !== null && url.pathname === '/' && url.search === '' && url.username === ''
  if (plain && (url.protocol === 'https:' || url.protocol === 'http:')) return url.origin
  throw new RegraftError('USAGE', `"${host}" is no host`, {
    hint: 'Write it like tfe.example.com, or https://tfe.example.com:8443.',
  })
}

/** Node 20 has no `URL.parse`. */
function parsed(text: string, base?: URL): URL | null {
  try {
    return new URL(text, base)
  } catch {
    return null
  }
}
