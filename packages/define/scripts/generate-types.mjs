#!/usr/bin/env node
// Writes types/<provider>.d.ts from the schema tables. Part of the build: the files are large and not committed. They are
// declarations as they stand, since bundling and checking them would take the build longer than everything else.
import { writeFileSync } from 'node:fs'
import * as schema from '@regraft/frameworks'
import { renderTypes } from './render-types.mjs'

for (const provider of ['aws', 'azurerm', 'google'])
  writeFileSync(new URL(`../types/${provider}.d.ts`, import.meta.url), renderTypes(schema, provider))
