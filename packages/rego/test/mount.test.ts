import { expect, test } from 'vitest'
import { toolchain } from './toolchain.ts'

/** Two libraries that use the same names, in the language before 1.0, and a module that asks both. */
const library = `# METADATA
# custom: {id: somebody/else}
package main

import data.lib
import data.shared.words

deny[msg] { msg := lib.say(words.greeting) }
deny[msg] { msg := data.lib.say(host.word(1)) }
`
const lib = (word: string): string =>
  `package lib\n\nsay(it) = text { text := concat(" ", ["${word}", it]) }\n`

const mounted = (at: string): object => ({
  v0: true,
  mount: { at: ['guests', at], keep: ['shared'], functions: { 'host.word': 'data.regraft.word' } },
})

const modules = [
  { file: 'a/main.rego', text: library, ...mounted('a') },
  { file: 'a/lib.rego', text: lib('a'), ...mounted('a') },
  { file: 'b/main.rego', text: library, ...mounted('b') },
  { file: 'b/lib.rego', text: lib('b'), ...mounted('b') },
  {
    file: 'ask.rego',
    text: `package regraft

word(_) := "word"

deny contains [at, msg] if {
	some at in ["a", "b"]
	some msg in data.guests[at].main.deny
}
`,
  },
]

test('modules stand below their mounts and speak their own language', async () => {
  const rego = await toolchain()
  const run = await rego.evaluate({
    modules,
    entrypoint: 'regraft/deny',
    data: { shared: { words: { greeting: 'hello' } } },
  })
  if (!run.ok) throw new Error(run.error.map(({ message, file }) => `${file} ${message}`).join('\n'))
  expect(run.value.results[0]?.expressions[0]?.value).toEqual([
    ['a', 'a hello'],
    ['a', 'a word'],
    ['b', 'b hello'],
    ['b', 'b word'],
  ])
})

test('compiled they are the same; annotations of other hosts are not listed', async () => {
  const rego = await toolchain()
  const compiled = await rego.compile({ modules, entrypoints: ['regraft/deny'] })
  if (!compiled.ok) throw new Error(compiled.error.map(({ message }) => message).join('\n'))
  expect(compiled.value.annotations).toEqual([])
  expect(WebAssembly.validate(new Uint8Array(compiled.value.wasm))).toBe(true)
})

test('mistakes are told where they stand in the text', async () => {
  const rego = await toolchain()
  const [first] = modules
  const broken = {
    ...first,
    file: 'a/broken.rego',
    text: 'package main\n\nwarn[msg] { msg := lib.nothing(1) }\n',
  }
  const found = await rego.check({ modules: [broken] })
  expect(found.map(({ file, start }) => `${file}:${start?.line}:${start?.column}`)).toEqual([
    'a/broken.rego:3:20',
  ])
})

test('each module is formatted in its own language', async () => {
  const rego = await toolchain()
  const { files } = await rego.format({
    modules: [
      { file: 'old.rego', text: 'package p\n\nallow { input.x }\n', v0: true },
      { file: 'new.rego', text: 'package p\n\nallow   if input.x\n' },
    ],
  })
  expect(files.map(({ text }) => text)).toEqual([
    'package p\n\nallow {\n\tinput.x\n}\n',
    'package p\n\nallow if input.x\n',
  ])
})
