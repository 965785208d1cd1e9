import type { Json } from '@regraft/model'
import fc from 'fast-check'
import { applyPatch, type Operation } from 'rfc6902'
import { describe, expect, test } from 'vitest'
import type { Answer } from '../src/admission.ts'
import { readArguments } from '../src/arguments.ts'
import { defaultLimits, timeFor } from '../src/limits.ts'
import { reviewLine } from '../src/log.ts'
import { patchOf } from '../src/patch.ts'
import { Refusal } from '../src/refusal.ts'
import { readReview } from '../src/review.ts'
import { cut, warningsOf } from '../src/warnings.ts'
import { pod, privileged, reviewOf } from './reviews.ts'

function applied(value: Json, patch: readonly unknown[]): Json {
  const copy = structuredClone(value)
  // The operations travel as JSON; the library's own type of them is what they are read as.
  const failures = applyPatch(copy, JSON.parse(JSON.stringify(patch)) as Operation[])
  expect(failures.filter((failure) => failure !== null)).toEqual([])
  return copy
}

describe('patchOf', () => {
  const json = fc.jsonValue({ maxDepth: 4 }) as fc.Arbitrary<Json>
  const object = fc.dictionary(fc.oneof(fc.string(), fc.constantFrom('a/b', 'c~d', '', '~1')), json)

  test('law: the patch between two values, applied by another library, gives the second', () => {
    fc.assert(
      fc.property(object, object, (a, b) => {
        // Negative zero is no JSON.
        const [before, after] = [JSON.parse(JSON.stringify(a)), JSON.parse(JSON.stringify(b))]
        expect(applied(before, patchOf(before, after))).toEqual(after)
        expect(patchOf(after, after)).toEqual([])
      }),
      { numRuns: 150 },
    )
  })

  test('law: lists that gained, lost and changed items', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ max: 3, min: 0 })),
        fc.array(fc.integer({ max: 3, min: 0 })),
        (a, b) => {
          expect(applied({ list: a }, patchOf({ list: a }, { list: b }))).toEqual({ list: b })
        },
      ),
    )
  })

  test('touches nothing that is equal', () => {
    const before = { a: [{ name: 'x' }, { name: 'y', big: 9007199254740992 }], 'k/~': 1 }
    const after = { a: [{ name: 'x' }, { name: 'y', big: 9007199254740992, on: true }], 'k/~': 2 }
    expect(patchOf(before, after)).toEqual([
      { op: 'add', path: '/a/1/on', value: true },
      { op: 'replace', path: '/k~1~0', value: 2 },
    ])
  })
})

describe('warningsOf', () => {
  test('one line each, 120 characters, 4,096 bytes in all', () => {
    const texts = Array.from({ length: 200 }, (_, i) => `${i} ${'ü'.repeat(300)}`)
    const warnings = warningsOf(texts)
    const bytes = warnings.reduce((sum, warning) => sum + Buffer.byteLength(warning), 0)
    expect(bytes).toBeLessThanOrEqual(4096)
    expect(bytes).toBeGreaterThan(3800)
    expect(Math.max(...warnings.map(({ length }) => length))).toBe(120)
    expect(warnings.at(-1)).toBe(`… and ${200 - (warnings.length - 1)} more`)
  })

  test('all of them when they fit to the byte', () => {
    const texts = [...Array.from({ length: 34 }, () => 'x'.repeat(119)), 'y'.repeat(50)]
    expect(warningsOf(texts)).toEqual(texts)
    expect(warningsOf([...texts.slice(0, 34), 'y'.repeat(51)]).at(-1)).toBe('… and 1 more')
  })

  test('nothing that breaks a header, a terminal or a character', () => {
    expect(warningsOf(['a\u001b[31m\r\nWarning: 299 "x"\u202eb\u2028c'])).toEqual([
      'a [31m Warning: 299 "x" b c',
    ])
    expect(cut(`ab${'\u{1f600}'.repeat(3)}`, 4)).toBe('ab…')
  })
})

describe('readReview', () => {
  const good = JSON.parse(reviewOf(pod(privileged)))
  const refused = (review: unknown): string => {
    try {
      readReview(typeof review === 'string' ? review : JSON.stringify(review))
    } catch (error) {
      if (error instanceof Refusal && error.status === 400) return error.message
      throw error
    }
    throw new Error('was read')
  }

  test.each([
    ['', 'the body is not JSON'],
    ['{"a":', 'the body is not JSON'],
    ['[]', 'the body is no object'],
    [{ ...good, kind: 'Review' }, 'kind is "Review"'],
    [{ ...good, apiVersion: 'admission.k8s.io/v1beta1' }, 'Set admissionReviewVersions: ["v1"]'],
    [{ ...good, apiVersion: undefined }, 'apiVersion is missing'],
    [{ ...good, request: undefined }, 'request is missing'],
    [{ ...good, request: { ...good.request, uid: '' } }, 'request.uid is missing'],
    [{ ...good, request: { ...good.request, operation: 'PATCH' } }, 'request.operation is "PATCH"'],
    [{ ...good, request: { ...good.request, namespace: 3 } }, 'request.namespace is no text'],
    [{ ...good, request: { ...good.request, object: 'x' } }, 'request.object is no object'],
    [{ ...good, request: { ...good.request, object: {} } }, 'request.object.apiVersion is missing'],
    [
      { ...good, request: { ...good.request, oldObject: { apiVersion: 'v1' } } },
      'request.oldObject.kind is missing',
    ],
  ])('refuses %j', (review, because) => {
    expect(refused(review)).toContain(because)
  })

  test('tells nothing of a body that is not JSON', () => {
    expect(refused('{"password": "hunter2", }')).not.toContain('hunter2')
  })
})

describe('the command line', () => {
  const serve = (...argv: string[]) => readArguments(['--cert=c', '--key', 'k', ...argv])

  test('options and what stands for those not given', () => {
    expect(serve('--deny', 'never', '--rule=a/*', '--rule=b/c', '--unsafe', '--port=0')).toEqual({
      kind: 'serve',
      args: {
        cert: 'c',
        key: 'k',
        clientCa: undefined,
        host: undefined,
        port: 0,
        deny: 'never',
        rules: ['a/*', 'b/c'],
        skipRules: [],
        minSeverity: undefined,
        unsafe: true,
        policies: [],
        excludeNamespaces: ['kube-system'],
        threads: 2,
        timeout: 8000,
        drainDelay: 5000,
        maxBodyBytes: 7 * 1024 * 1024,
        maxInFlight: 128,
        log: false,
      },
    })
  })

  test.each([
    [[], '--cert is missing'],
    [['--cert=c', '--key=k', '--deny=worst'], '--deny is "worst"'],
    [['--cert=c', '--key=k', '--port=70000'], '--port is "70000"'],
    [['--cert=c', '--key=k', '--port'], '--port needs a value'],
    [['--cert=c', '--cert=d', '--key=k'], '--cert is given 2 times'],
    [['--cert=c', '--key=k', 'x'], 'takes no argument'],
    [['--crt=c'], 'there is no option --crt'],
  ])('refuses %j', (argv, because) => {
    expect(() => readArguments(argv)).toThrow(because)
  })
})

test('a line of the log says what came of a review, nothing of the object', () => {
  const answer: Answer = {
    body: 'secret',
    uid: 'u',
    operation: 'CREATE',
    outcome: 'denied',
    findings: [
      { rule: 'a/b', severity: 'high' },
      { rule: 'a/b', severity: 'high' },
    ],
  }
  const event = { endpoint: 'validate', status: 200, seconds: 0.0123456, answer } as const
  expect(reviewLine(event, new Date(0))).toBe(
    '{"time":"1970-01-01T00:00:00.000Z","endpoint":"validate","status":200,"milliseconds":12.346,"uid":"u",' +
      '"operation":"CREATE","outcome":"denied","rules":["a/b"]}\n',
  )
})

test('the time of a review is the shorter of the two', () => {
  const time = (query: string) => timeFor(new URLSearchParams(query), defaultLimits)
  expect(['', 'timeout=30s', 'timeout=5s', 'timeout=1m', 'timeout=0s'].map(time)).toEqual([
    8000, 8000, 4800, 8000, 1,
  ])
})
