import { argument, type Part } from '../part.ts'
import type { Resources } from '../resources.ts'
import { constant, flag, type Item, item, number, type State, text } from '../state.ts'
import { attachedPolicy, policyIn } from './policy.ts'

export function iam(resources: Resources): Item {
  return item(undefined, {
    passwordpolicy: passwordPolicy(resources),
    policies: resources.of('aws_iam_policy').flatMap((part) => policyIn(part) ?? []),
    groups: resources.of('aws_iam_group').map((part) => holder(resources, part, 'group')),
    roles: resources.of('aws_iam_role').map((part) => holder(resources, part, 'role')),
    users: resources.of('aws_iam_user').map((part) => user(resources, part)),
  })
}

/** An account has one; without any nothing is required, and nobody manages it. */
function passwordPolicy(resources: Resources): Item {
  const [part] = resources.of('aws_iam_account_password_policy')
  if (part === undefined) return item(undefined, {})
  return item(part, {
    reusepreventioncount: number(part, 'password_reuse_prevention'),
    requirelowercase: flag(part, 'require_lowercase_characters'),
    requireuppercase: flag(part, 'require_uppercase_characters'),
    requirenumbers: flag(part, 'require_numbers'),
    requiresymbols: flag(part, 'require_symbols'),
    maxagedays: number(part, 'max_password_age', Number.MAX_SAFE_INTEGER),
    minimumlength: number(part, 'minimum_password_length'),
  })
}

type Holder = 'group' | 'role' | 'user'

function holder(resources: Resources, part: Part, kind: Holder): Item {
  return item(part, { name: text(part, 'name'), policies: policiesOf(resources, part, kind) })
}

function policiesOf(resources: Resources, part: Part, kind: Holder): readonly State[] {
  const inline = resources.referring(`aws_iam_${kind}_policy`, kind, part, ['name'])
  const attached = resources.referring(`aws_iam_${kind}_policy_attachment`, kind, part, ['name'])
  const known = resources.of('aws_iam_policy')
  return [
    ...inline.flatMap((policy) => policyIn(policy) ?? []),
    ...attached.map((attachment) => attachedPolicy(attachment, known)),
  ]
}

function user(resources: Resources, part: Part): Item {
  const keys = resources.referring('aws_iam_access_key', 'user', part, ['name'])
  const devices = resources.referring('aws_iam_virtual_mfa_device', 'user_name', part, ['name'])
  const { members } = holder(resources, part, 'user')
  return item(part, {
    ...members,
    accesskeys: keys.map((key) =>
      item(key, {
        active: constant(key, argument(key, 'status') !== 'Inactive', 'status'),
      }),
    ),
    mfadevices: devices.map((device) => item(device, { isvirtual: constant(device, true) })),
  })
}
