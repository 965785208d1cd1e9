import { pulumiClaims } from '@regraft/frameworks'
import { describe, expect, it } from 'vitest'
import { pulumiFramework } from '../src/pulumi.ts'

describe('claims', () => {
  it.each([
    ['index.ts', 'import * as aws from "@pulumi/aws";'],
    ['a/b.ts', "import { s3 } from '@pulumi/aws'"],
    ['index.ts', 'import * as input from "@pulumi/kubernetes/types/input"'],
    ['index.ts', 'const aws = require("@pulumi/aws")'],
    ['index.ts', 'import aws = require( "@pulumi/aws" )'],
    ['index.ts', '// license\nimport "@pulumi/kubernetes"'],
    ['index.ts', `/* ${'license '.repeat(600)}`.slice(0, 4096)],
    ['index.ts', `import * as a from "./${'a'.repeat(5000)}`.slice(0, 4096)],
  ])('%s: %s', (path, head) => {
    expect(pulumiClaims({ path, head })).toBe(true)
  })

  it.each([
    ['index.d.ts', 'import * as aws from "@pulumi/aws";'],
    ['index.js', 'import * as aws from "@pulumi/aws";'],
    ['node_modules/x/index.ts', 'import * as aws from "@pulumi/aws";'],
    ['a/node_modules/x/index.ts', 'import * as aws from "@pulumi/aws";'],
    ['index.ts', 'import * as awsx from "@pulumi/awsx";'],
    ['index.ts', 'import * as pulumi from "@pulumi/pulumi";'],
    ['index.ts', '/* nothing more */'],
    ['index.ts', `export const a = "${'a'.repeat(5000)}`.slice(0, 4096)],
    ['main.ts', ''],
  ])('not %s: %s', (path, head) => {
    expect(pulumiClaims({ path, head })).toBe(false)
  })
})

describe('units', () => {
  const units = (files: { readonly [path: string]: string }): unknown =>
    pulumiFramework
      .units(Object.entries(files).map(([path, head]) => ({ path, head })))
      .map(({ id, files: members }) => [id, ...members])

  it('are files that import one another, the others each its own', () => {
    expect(
      units({
        'b/index.ts': 'import { a } from "./parts/a"; import x from "react"',
        'b/parts/a.ts': 'export const a = 1',
        'b/other.ts': 'import "./index.js"',
        'b/lib/index.ts': '',
        'b/uses-lib.ts': "export * from './lib'",
        'a.ts': 'import { b } from "../outside"; import { c } from "./b"',
      }),
    ).toEqual([
      ['a.ts', 'a.ts', 'b/index.ts', 'b/other.ts', 'b/parts/a.ts'],
      ['b/lib/index.ts', 'b/lib/index.ts', 'b/uses-lib.ts'],
    ])
  })

  it('do not depend on the order of files', () => {
    const files = { 'c.ts': 'import "./a"', 'a.ts': 'import "./b"', 'b.ts': '', 'd.ts': '' }
    const reversed = Object.fromEntries(Object.entries(files).reverse())
    expect(units(files)).toEqual(units(reversed))
    expect(units(files)).toEqual([
      ['a.ts', 'a.ts', 'b.ts', 'c.ts'],
      ['d.ts', 'd.ts'],
    ])
  })
})
