import type { FileHead } from '../framework.ts'

/** `Dockerfile`, `Dockerfile.debug`, `dev.Dockerfile`, and what Podman calls them. */
export function dockerfileClaims({ path }: Pick<FileHead, 'path'>): boolean {
  const name = path.slice(path.lastIndexOf('/') + 1).toLowerCase()
  return /^(?:docker|container)file(?:\..+)?$|\.(?:docker|container)file$/.test(name)
}
