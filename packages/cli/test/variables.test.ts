import { afterEach, describe, expect, it } from 'vitest'
import { Folder, run } from './support.ts'

const folders: Folder[] = []
afterEach(() => {
  for (const folder of folders.splice(0)) folder.remove()
})
function folder(files: { readonly [path: string]: string }): Folder {
  const made = new Folder(files)
  folders.push(made)
  return made
}

const key =
  'variable "rotate" {\n  type = bool\n}\nresource "aws_kms_key" "k" {\n  enable_key_rotation = var.rotate\n}\n'
const rules = ['--rule', 'aws/kms-rotation', '-q']
const off = 'rotate = false\n'
const on = 'rotate = true\n'

describe('--var-file and --var', () => {
  it('give variables their values, the later file and --var winning', async () => {
    const at = folder({ 'infra/main.tf': key, 'env/off.tfvars': off, 'env/on.tfvars': on }).path
    const code = async (...argv: string[]): Promise<number> =>
      (await run(at, ['check', 'infra', ...rules, ...argv])).code
    expect(await code('--var-file', 'env/off.tfvars')).toBe(1)
    expect(await code('--var-file', 'env/off.tfvars', '--var-file=env/on.tfvars')).toBe(0)
    expect(await code('--var-file', 'env/off.tfvars', '--var', 'rotate=true')).toBe(0)
    expect(await code('--var', 'rotate=false')).toBe(1)
  })

  it('are healed where they are written, though the file is ignored and lies elsewhere', async () => {
    const at = folder({ '.gitignore': '*.tfvars\n', 'infra/main.tf': key, 'env/off.tfvars': off })
    const ran = await run(at.path, ['heal', 'infra', ...rules, '--var-file', 'env/off.tfvars'])
    expect(ran).toMatchObject({ code: 0, stderr: '' })
    expect(at.read('env/off.tfvars')).toBe(on)
    expect(at.read('infra/main.tf')).toBe(key)
  })

  it('serve a filter, which changes only what it prints', async () => {
    const at = folder({ 'off.tfvars': off })
    const argv = ['heal', '-', '--stdin-path', 'main.tf', ...rules, '--var-file', 'off.tfvars']
    const ran = await run(at.path, argv, { stdin: key })
    expect(ran.stdout).toBe(key.replace('var.rotate', 'true'))
    expect(at.read('off.tfvars')).toBe(off)
  })

  it.each([
    ['--var-file none.tfvars', 'there is no variables file none.tfvars (VARIABLES_FILE)'],
    ['--var-file ../outside.tfvars', 'the variables file ../outside.tfvars lies outside'],
    ['--var-file bad.tfvars', 'the variables file bad.tfvars does not parse (VARIABLES_FILE)'],
    ['--var-file main.tf', 'the variables file main.tf holds configuration'],
    ['--var rotate', '--var "rotate" is not NAME=VALUE'],
    ['--var-file', '--var-file needs a value'],
  ])('%s is wrong', async (argv, message) => {
    const at = folder({ 'cwd/main.tf': key, 'cwd/bad.tfvars': 'x = [\n', 'outside.tfvars': off }).path
    const { code, stderr } = await run(`${at}/cwd`, ['check', ...rules, ...argv.split(' ')])
    expect({ code, stderr }).toEqual({ code: 2, stderr: expect.stringContaining(message) })
  })

  it('show where a file does not parse', async () => {
    const at = folder({ 'main.tf': key, 'bad.tfvars': 'a = 1\nx = [\n' }).path
    expect((await run(at, ['check', '--var-file', 'bad.tfvars'])).stderr).toMatch(/bad\.tfvars:\d+:\d+/)
  })
})

describe('variables in regraft.yaml', () => {
  it('are files relative to it, before those of the command line', async () => {
    const at = folder({
      'conf/regraft.yaml': 'variables: [off.tfvars]\n',
      'conf/off.tfvars': off,
      'main.tf': key,
      'on.tfvars': on,
    }).path
    const argv = ['check', ...rules, '--config', 'conf/regraft.yaml']
    expect((await run(at, argv)).code).toBe(1)
    expect((await run(at, [...argv, '--var-file', 'on.tfvars'])).code).toBe(0)
  })

  it('that are not there are told', async () => {
    const at = folder({ 'regraft.yaml': 'variables: [x.tfvars]\n', 'main.tf': key }).path
    const { code, stderr } = await run(at, ['check'])
    expect({ code, stderr }).toEqual({
      code: 2,
      stderr: expect.stringContaining('there is no variables file x.tfvars'),
    })
  })
})
