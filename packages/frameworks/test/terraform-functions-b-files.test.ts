import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { stringType } from '../src/terraform/language/type.ts'
import { object, str, unknownOf } from '../src/terraform/language/value.ts'
import { callIn, type Data, nowhere, result, resultIn, withFiles } from './terraform-functions-b-support.ts'

const unknownText = { unknown: 'string', notNull: true }

describe('hashes', () => {
  it.each<[string, readonly Data[], unknown]>([
    ['md5', ['hello world'], '5eb63bbbe01eeed093cb22bb8f5acdc3'],
    ['sha1', ['hello world'], '2aae6c35c94fcfb415dbe95f408b9ce91ee846ed'],
    ['sha256', ['hello world'], 'b94d27b9934d3e08a52e52d7da7dabfac484efe37a5380ee9088f7ace2efcde9'],
    ['base64sha256', ['hello world'], 'uU0nuZNNPgilLlLX2n2r+sSE7+N6U4DukIj3rOLvzek='],
    ['uuidv5', ['dns', 'www.terraform.io'], 'a5008fae-b28c-5ba5-96cd-82b4c53552d6'],
    ['uuidv5', ['url', 'https://www.terraform.io/'], '9db6f67c-dd95-5ea0-aa5b-e70e5c5f7cf5'],
    ['uuidv5', ['oid', '1.3.6.1.4'], 'af9d40a5-7a36-5c07-b23a-851cd99fbfa5'],
    ['uuidv5', ['x500', 'CN=Example,C=GB'], '84e09961-4aa4-57f8-95b7-03edb1073253'],
    [
      'uuidv5',
      ['6ba7b810-9dad-11d1-80b4-00c04fd430c8', 'www.terraform.io'],
      'a5008fae-b28c-5ba5-96cd-82b4c53552d6',
    ],
    [
      'uuidv5',
      ['urn:uuid:743ac3c0-3bf7-4a5b-9e6c-59360447c757', 'LIBS:diskfont.library'],
      'ede1a974-df7e-5f17-84b9-76208818b2c8',
    ],
    ['uuidv5', ['nowhere', 'a'], 'failure'],
    ['uuid', [], unknownText],
    ['bcrypt', ['hello', 10], unknownText],
    ['bcrypt', ['hello', 10, 11], 'failure'],
    ['rsadecrypt', ['a', 'b'], 'failure'],
    ['rsadecrypt', ['YQ==', '-----BEGIN RSA PRIVATE KEY-----\n'], unknownText],
    ['filemd5', ['nowhere.txt'], unknownText],
    ['sha256', [unknownOf(stringType)], unknownText],
  ])('%s(%j)', (name, args, expected) => expect(result(name, ...args)).toEqual(expected))

  it.each(['md5', 'sha1', 'sha256', 'sha512'] as const)('%s of strings and files', (name) => {
    const hash = (form: 'hex' | 'base64'): string => createHash(name).update('é\n').digest(form)
    const context = withFiles({ 'a/b.txt': 'é\n' })
    expect(result(name, 'é\n')).toBe(hash('hex'))
    expect(resultIn(context, `file${name}`, './a/../a/b.txt')).toBe(hash('hex'))
    if (name === 'md5' || name === 'sha1') return
    expect(result(`base64${name}`, 'é\n')).toBe(hash('base64'))
    expect(resultIn(context, `filebase64${name}`, 'a/b.txt')).toBe(hash('base64'))
  })
})

describe('paths', () => {
  it.each<[string, readonly Data[], unknown]>([
    ['basename', ['foo/bar/baz.txt'], 'baz.txt'],
    ['basename', ['foo//'], 'foo'],
    ['basename', ['//'], '/'],
    ['basename', [''], '.'],
    ['dirname', ['foo/bar/baz.txt'], 'foo/bar'],
    ['dirname', ['/foo'], '/'],
    ['dirname', ['foo'], '.'],
    ['dirname', ['a/../../b/'], '../b'],
    ['abspath', ['x'], unknownText],
    ['abspath', ['/a/./b//../c'], '/a/c'],
    ['pathexpand', ['~/.ssh/id_rsa'], unknownText],
    ['pathexpand', ['/etc/resolv.conf'], '/etc/resolv.conf'],
    ['pathexpand', ['~root/a'], 'failure'],
  ])('%s(%j)', (name, args, expected) => expect(result(name, ...args)).toEqual(expected))
})

describe('files', () => {
  const context = withFiles({
    'hello.txt': '\ufeffHello e\u0301\n',
    'binary.dat': Uint8Array.of(0xff, 0),
    'files/hello.txt': '',
    'files/world.txt': '',
    'files/subdirectory/anything.txt': '',
    'files/subdirectory/.hidden.json': '',
    '/etc/passwd': 'root',
  })

  it.each<[string, readonly Data[], unknown]>([
    ['file', ['./hello.txt'], '\ufeffHello é\n'],
    ['file', ['binary.dat'], 'failure'],
    ['file', ['none.txt'], unknownText],
    ['file', ['~/hello.txt'], unknownText],
    ['filebase64', ['binary.dat'], '/wA='],
    ['filebase64', ['../hello.txt'], unknownText],
    ['fileexists', ['files/../hello.txt'], true],
    ['fileexists', ['none.txt'], { unknown: 'bool', notNull: true }],
    ['fileset', ['files', '*'], ['hello.txt', 'world.txt']],
    ['fileset', ['files', '*.txt'], ['hello.txt', 'world.txt']],
    [
      'fileset',
      ['files', '**'],
      ['hello.txt', 'subdirectory/.hidden.json', 'subdirectory/anything.txt', 'world.txt'],
    ],
    ['fileset', ['files', '{hello,world}.txt'], ['hello.txt', 'world.txt']],
    ['fileset', ['./files/', '**/*.{txt,md}'], ['hello.txt', 'subdirectory/anything.txt', 'world.txt']],
    ['fileset', ['files', '**/[^a-g]*[!t]'], ['subdirectory/.hidden.json']],
    ['fileset', ['files', 'h?llo.tx\\t'], ['hello.txt']],
    ['fileset', ['files', 's*'], []],
    [
      'fileset',
      ['.', 'files/subdirectory/**'],
      ['files/subdirectory/.hidden.json', 'files/subdirectory/anything.txt'],
    ],
    ['fileset', ['files', '../*'], { unknown: 'set', notNull: true }],
    ['fileset', ['files', '[a'], 'failure'],
    ['fileset', ['files', '{a'], 'failure'],
  ])('%s(%j)', (name, args, expected) => expect(resultIn(context, name, ...args)).toEqual(expected))

  it('does not list what nobody can list', () => {
    expect(resultIn(nowhere, 'fileset', '.', '*')).toEqual({ unknown: 'set', notNull: true })
  })

  it('matches long names against many stars at once', () => {
    const long = withFiles({ [`${'a'.repeat(250)}`]: '' })
    expect(resultIn(long, 'fileset', '.', `${'a*'.repeat(100)}b`)).toEqual([])
  })
})

describe('templates', () => {
  const rendered = str('done')
  const context = {
    ...withFiles({ 'a.tftpl': 'port <port>' }),
    render: (text: string, variables: ReadonlyMap<string, unknown>, file: string) =>
      variables.size === 0 ? rendered : str(`${text}|${[...variables.keys()].join()}|${file}`),
  }
  const anything = { unknown: 'any', notNull: false }

  it.each<[string, readonly Data[], unknown]>([
    ['templatefile', ['./a.tftpl', { port: 80 }], 'port <port>|port|a.tftpl'],
    ['templatefile', ['b.tftpl', { port: 80 }], anything],
    ['templatefile', [unknownOf(stringType), {}], anything],
    ['templatefile', ['a.tftpl', unknownOf({ kind: 'any' })], anything],
    ['templatefile', ['a.tftpl', ['x']], 'failure'],
    ['templatefile', ['a.tftpl', { 'a b': 1 }], 'failure'],
    ['templatefile', [null, {}], 'failure'],
    ['templatestring', ['<a>', { a: 'x', _b: 'y' }], '<a>|a,_b|'],
    ['templatestring', ['<a>', 'x'], 'failure'],
    ['templatestring', [unknownOf(stringType), {}], anything],
  ])('%s(%j)', (name, args, expected) => expect(resultIn(context, name, ...args)).toEqual(expected))

  it('hands on the very value that a template gives', () => {
    expect(callIn(context, 'templatestring', 'x', object(new Map()))).toBe(rendered)
  })
})
