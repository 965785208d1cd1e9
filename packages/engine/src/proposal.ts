import type { ProposedFix, Snapshot } from '@regraft/fixer'
import { Pieces } from '@regraft/fixer'
import { shownAddress } from './fingerprint.ts'
import { locate } from './locate.ts'
import type { Proposal } from './options.ts'
import type { RuleChoice } from './select.ts'

/** A proven fix in the form a user is asked about. */
export function proposalOf(
  proposed: ProposedFix,
  snapshot: Snapshot,
  choices: ReadonlyMap<string, RuleChoice>,
  id: string,
): Proposal {
  const { finding, fix, level, because } = proposed
  const rule = choices.get(finding.rule)?.rule
  const texts = new Map<string, Pieces>()
  for (const step of proposed.edits) {
    const pieces = texts.get(step.file) ?? Pieces.of(step.before)
    texts.set(step.file, pieces.edit(step.edits, finding.rule))
  }
  const { framework, type, unitRoot } = finding.resource
  const address = shownAddress(finding.resource)
  return {
    finding: {
      id,
      rule: finding.rule,
      title: rule?.title ?? '',
      message: finding.message,
      severity: finding.severity,
      resource: { framework, type, address, ...(unitRoot === undefined ? {} : { root: unitRoot }) },
      path: finding.path,
      location: locate(snapshot, finding.resource, finding.path),
      status: 'open',
      fix: { level, title: fix.title, ...(because === undefined ? {} : { reason: because }) },
      aliases: rule?.aliases ?? [],
      controls: rule?.controls ?? {},
    },
    fix,
    level,
    ...(because === undefined ? {} : { because }),
    edits: [...texts].map(([file, pieces]) => ({ file, edits: pieces.edits(file) })),
    text: (file) => texts.get(file)?.original ?? '',
  }
}
