/** How a framework's resource becomes the input that Conftest gives to a policy. */
export interface View {
  /** Over `document`, the resource without its address. */
  readonly input: string
  /** The function that tells the parts one of which may cause a finding; absent: a finding stands at its document. */
  readonly parts?: string
}

/** One input a file, or a document of a stream. */
export const views: ReadonlyMap<string, View> = new Map<string, View>([
  ['kubernetes', { input: 'document' }],
  ['document', { input: 'document' }],
  ['hcl', { input: 'document', parts: 'blocks' }],
  ['dockerfile', { input: 'document.commands', parts: 'commands' }],
])

/** All files as one input, as with `--combine`. */
export const combined: ReadonlyMap<string, View> = new Map([
  ['combined', { input: 'document.files', parts: 'files' }],
])
