import type { Refusal, Result, TextEdit } from '@regraft/model'
import { err, ok } from '@regraft/model'
import { inFlow, type Site } from './locate.ts'
import { offers } from './merge.ts'
import { quote, quotesOf } from './quote.ts'
import { edit } from './splice.ts'

/** Gives the entry that holds a site another key, in the quotes of the old one. */
export function renameKey(site: Site, to: string): Result<readonly TextEdit[], Refusal> {
  const { holder } = site
  if (holder?.kind !== 'entry')
    return err({ code: 'YAML_NO_KEY', reason: 'only the key of a map can be renamed' })
  const { entry, map } = holder
  if (entry.name === to) return ok([])
  const { key } = entry
  if (offers(map, entry.name) || offers(map, to))
    return err({ code: 'YAML_MERGED_KEY', reason: 'a merge brings a key of that name into the map', at: key })
  if (map.entries.some(({ name }) => name === to))
    return err({ code: 'YAML_KEY_EXISTS', reason: `the map has a key "${to}" already`, at: key })
  if (key.kind !== 'scalar' || key.style === 'block' || key.style === 'empty' || key.props.length > 0)
    return err({ code: 'YAML_KEY', reason: 'the key is not a plain or quoted word', at: key })
  return ok([edit(key.start, key.end, quote(to, quotesOf(key), map.flow || inFlow(site)))])
}
