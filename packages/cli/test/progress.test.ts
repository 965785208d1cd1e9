import { describe, expect, it } from 'vitest'
import type { Output } from '../src/index.ts'
import { ProgressLine } from '../src/run/progress.ts'

function line(isTerminal: boolean): { progress: ProgressLine; written: string[] } {
  const written: string[] = []
  const output: Output = { write: (text) => void written.push(String(text)), isTerminal, columns: 80 }
  return { progress: new ProgressLine(output, 1000), written }
}

describe('progress', () => {
  it('is silent for half a second, then says what goes on ten times a second, and takes itself away', () => {
    const { progress, written } = line(true)
    progress.update({ phase: 'load', done: 1, total: 9 }, 1499)
    expect(written).toEqual([])
    progress.update({ phase: 'load', done: 2, total: 9 }, 1500)
    progress.update({ phase: 'load', done: 3, total: 9 }, 1599)
    progress.update({ phase: 'write', done: 0, total: 1 }, 1600)
    progress.clear()
    progress.clear()
    expect(written).toEqual(['\r\u001b[KParsing 2/9…', '\r\u001b[KWriting…', '\r\u001b[K'])
  })

  it('is nothing without a terminal', () => {
    const { progress, written } = line(false)
    progress.update({ phase: 'fix', done: 1, total: 2 }, 9999)
    progress.clear()
    expect(written).toEqual([])
  })
})
