#!/usr/bin/env node
/**
 * Prints where our evaluator and HashiCorp's part on the generated expressions, in groups, the largest first.
 *
 *   node packages/frameworks/oracle/diff.mjs [--only=<regex of expressions>] [--group=<regex of groups>]
 *                                            [--groups=60] [--each=2] [--whole] [--corpora]
 *
 * Where the oracle is built, each difference is narrowed to the shortest part of its expression that differs by itself,
 * unless --whole says not to. --corpora compares the expressions of the corpora instead of the generated ones.
 */
import { fileURLToPath } from 'node:url'
import { load } from './load.mjs'

const { diff } = await load(fileURLToPath(new URL('./diff.ts', import.meta.url)))
process.exitCode = diff(process.argv.slice(2))
