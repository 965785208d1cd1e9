/** A ustar archive of these files. */
export function tar(files: { readonly [name: string]: string | Uint8Array }): Uint8Array {
  const blocks = Object.entries(files).flatMap(([name, content]) => {
    const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content
    const body = new Uint8Array(Math.ceil(bytes.length / 512) * 512)
    body.set(bytes)
    return [header(name, bytes.length), body]
  })
  return Buffer.concat([...blocks, new Uint8Array(1024)])
}

function header(name: string, size: number): Uint8Array {
  const block = new Uint8Array(512)
  const write = (at: number, text: string): void => block.set(new TextEncoder().encode(text), at)
  write(0, name)
  write(124, `${size.toString(8).padStart(11, '0')}\0`)
  write(156, '0')
  write(257, 'ustar\x0000')
  return block
}
