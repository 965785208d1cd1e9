import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addressText, parseAddress } from '../src/terraform/functions/ip.ts'
import { stringType } from '../src/terraform/language/type.ts'
import { unknownOf } from '../src/terraform/language/value.ts'
import { type Data, result } from './terraform-functions-b-support.ts'

const big = 'fd00:fd12:3456:7890:00a2::/72'

it.each<[string, readonly Data[], unknown]>([
  ['cidrhost', ['10.12.112.0/20', 16], '10.12.112.16'],
  ['cidrhost', ['10.12.112.0/20', 268], '10.12.113.12'],
  ['cidrhost', [big, 34], 'fd00:fd12:3456:7890::22'],
  ['cidrhost', ['10.0.0.0/8', -2], '10.255.255.254'],
  ['cidrhost', ['10.0.0.0/24', 256], 'failure'],
  ['cidrhost', ['10.0.0.0/24', -257], 'failure'],
  ['cidrhost', ['10.0.0.0/24', 1.5], 'failure'],
  ['cidrhost', ['10.0.0.0', 1], 'failure'],
  ['cidrhost', ['010.0.0.0/8', 1], '10.0.0.1'],
  ['cidrnetmask', ['172.16.0.0/12'], '255.240.0.0'],
  ['cidrnetmask', ['0.0.0.0/0'], '0.0.0.0'],
  ['cidrnetmask', ['fd00::/8'], 'failure'],
  ['cidrnetmask', ['10.0.0.0/33'], 'failure'],
  ['cidrsubnet', ['172.16.0.0/12', 4, 2], '172.18.0.0/16'],
  ['cidrsubnet', ['10.1.2.0/24', 4, 15], '10.1.2.240/28'],
  ['cidrsubnet', ['fd00:fd12:3456:7890::/56', 16, 162], 'fd00:fd12:3456:7800:a200::/72'],
  ['cidrsubnet', ['10.1.2.3/24', 0, 0], '10.1.2.0/24'],
  ['cidrsubnet', ['10.1.2.0/24', 4, 16], 'failure'],
  ['cidrsubnet', ['10.1.2.0/24', 9, 0], 'failure'],
  ['cidrsubnet', ['10.1.2.0/24', 4, -1], '0.0.0.16/28'],
  [
    'cidrsubnets',
    ['10.1.0.0/16', 4, 4, 8, 4],
    ['10.1.0.0/20', '10.1.16.0/20', '10.1.32.0/24', '10.1.48.0/20'],
  ],
  [
    'cidrsubnets',
    ['fd00:fd12:3456:7890::/56', 16, 16, 16, 32],
    [
      'fd00:fd12:3456:7800::/72',
      'fd00:fd12:3456:7800:100::/72',
      'fd00:fd12:3456:7800:200::/72',
      'fd00:fd12:3456:7800:300::/88',
    ],
  ],
  ['cidrsubnets', ['10.0.0.0/8'], []],
  ['cidrsubnets', ['10.0.0.0/8', 1, 1, 1], 'failure'],
  ['cidrsubnets', ['10.0.0.0/8', 0], 'failure'],
  ['cidrsubnets', ['10.0.0.0/30', 3], 'failure'],
  ['cidrsubnets', ['::/0', 33], 'failure'],
  ['cidrcontains', ['192.168.2.0/20', '192.168.2.1'], true],
  ['cidrcontains', ['192.168.2.0/20', '192.168.2.0/22'], true],
  ['cidrcontains', ['192.168.2.0/20', '192.126.2.1'], false],
  ['cidrcontains', ['fe80::/48', 'fe80::1'], true],
  ['cidrcontains', ['fe80::/48', '10.0.0.1'], 'failure'],
  ['cidrcontains', ['10.0.0.0/8', 'x'], 'failure'],
  ['cidrhost', [unknownOf(stringType), 1], { unknown: 'string', notNull: true }],
  ['cidrsubnets', ['10.0.0.0/8', unknownOf(stringType)], { unknown: 'list', notNull: true }],
])('%s(%j)', (name, args, expected) => expect(result(name, ...args)).toEqual(expected))

describe('addresses', () => {
  it.each([
    ['1:2:3:4:5:6:1.2.3.4', '1:2:3:4:5:6:102:304'],
    ['2001:DB8:0:0:1:0:0:1', '2001:db8::1:0:0:1'],
    ['0:0:0:0:0:0:0:0', '::'],
    ['1:0:2::', '1:0:2::'],
    ['1::3:4:5:6:7:8', '1:0:3:4:5:6:7:8'],
    ['::ffff:192.0.2.1', '192.0.2.1'],
  ])('%s is %s', (text, expected) => {
    const { first, bits } = parseAddress(text) ?? { first: 0n, bits: 0 }
    expect(addressText(first, bits)).toBe(expected)
  })

  it.each([
    '1::2::3',
    ':1::',
    '1:2:3:4:5:6:7:8:9',
    '12345::',
    '1.2.3',
    '1.2.3.256',
    '::1.2.3',
    '1:2:3:4:5:6:7::8:9',
  ])('%s is none', (text) => expect(parseAddress(text)).toBeUndefined())

  it('read back what they are written as', () => {
    fc.assert(
      fc.property(
        fc.bigInt({ min: 0n, max: (1n << 128n) - 1n }),
        fc.integer({ min: 0, max: 127 }),
        (number, shift) => {
          const value = (number >> BigInt(shift)) << BigInt(shift)
          fc.pre(value >> 32n !== 0xffffn)
          expect(parseAddress(addressText(value, 128))?.first).toBe(value)
        },
      ),
    )
  })
})
