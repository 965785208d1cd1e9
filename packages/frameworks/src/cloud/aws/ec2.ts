import { argument, block, blocks, type Part } from '../part.ts'
import type { Resources } from '../resources.ts'
import { type Cell, constant, flag, type Item, item, number, type State, text, texts } from '../state.ts'

export function ec2(resources: Resources): Item {
  const groups = resources.of('aws_security_group', 'aws_default_security_group')
  const lists = resources.of('aws_network_acl')
  const lostRules = resources.orphans('aws_security_group_rule', 'security_group_id', groups)
  const lostEntries = resources.orphans('aws_network_acl_rule', 'network_acl_id', lists)
  return item(undefined, {
    instances: resources.of('aws_instance').map((part) => instance(resources, part)),
    launchconfigurations: resources
      .of('aws_launch_configuration')
      .map((part) => launchConfiguration(resources, part)),
    launchtemplates: resources
      .of('aws_launch_template')
      .map((part) => item(part, { instance: item(part, machine(part)) })),
    vpcs: [
      ...resources.of('aws_default_vpc').map((part) => network(resources, part, true)),
      ...resources.of('aws_vpc').map((part) => network(resources, part, false)),
    ],
    securitygroups: [
      ...groups.map((part) => securityGroup(resources, part)),
      ...(lostRules.length === 0 ? [] : [item(undefined, rulesIn(lostRules))]),
    ],
    subnets: resources
      .of('aws_subnet')
      .map((part) => item(part, { mappubliciponlaunch: flag(part, 'map_public_ip_on_launch') })),
    networkacls: [
      ...lists.map((part) =>
        item(part, {
          rules: resources
            .referring('aws_network_acl_rule', 'network_acl_id', part)
            .map((rule) => aclRule(rule)),
        }),
      ),
      ...(lostEntries.length === 0 ? [] : [item(undefined, { rules: lostEntries.map(aclRule) })]),
    ],
    volumes: resources.of('aws_ebs_volume').map((part) =>
      item(part, {
        encryption: item(part, { enabled: flag(part, 'encrypted'), kmskeyid: text(part, 'kms_key_id') }),
      }),
    ),
  })
}

/** What instances and what starts them have in common. */
function machine(part: Part): Item['members'] {
  const options = block(part, 'metadata_options')
  const at = options ?? part
  return {
    metadataoptions: item(at, {
      httptokens: options === undefined ? constant(part, '') : text(options, 'http_tokens'),
      httpendpoint: options === undefined ? constant(part, '') : text(options, 'http_endpoint'),
    }),
    userdata: text(part, 'user_data'),
  }
}

function instance(resources: Resources, part: Part): Item {
  const template = block(part, 'launch_template')
  const from = template && resources.of('aws_launch_template').find((each) => isTemplate(template, each))
  return item(part, { ...machine(from ?? part), ...devices(resources, part) })
}

/** Whether a block names a launch template, by its id or its name. */
function isTemplate(part: Part, { resource }: Part): boolean {
  return ['id', 'name']
    .map((name) => text(part, name).value)
    .some((value) => value !== '' && (value === resource.address || value === resource.input['name']))
}

function launchConfiguration(resources: Resources, part: Part): Item {
  return item(part, {
    name: text(part, 'name'),
    associatepublicip: flag(part, 'associate_public_ip_address'),
    ...machine(part),
    ...devices(resources, part),
  })
}

/** Block devices; a region may encrypt all of them. */
function devices(resources: Resources, part: Part): Item['members'] {
  const [byDefault] = resources
    .of('aws_ebs_encryption_by_default')
    .filter((each) => flag(each, 'enabled', true).value === true)
  const encrypted = (device: Part): Cell =>
    byDefault === undefined ? flag(device, 'encrypted') : constant(byDefault, true)
  const root = block(part, 'root_block_device')
  return {
    rootblockdevice: item(root ?? part, {
      encrypted:
        root === undefined && byDefault === undefined ? constant(part, false) : encrypted(root ?? part),
    }),
    ebsblockdevices: blocks(part, 'ebs_block_device').map((device) =>
      item(device, { encrypted: encrypted(device) }),
    ),
  }
}

function network(resources: Resources, part: Part, isDefault: boolean): Item {
  const [log] = resources.referring('aws_flow_log', 'vpc_id', part)
  return item(part, {
    isdefault: constant(part, isDefault),
    flowlogsenabled: constant(part, log !== undefined),
  })
}

function securityGroup(resources: Resources, part: Part): Item {
  const isDefault = part.resource.type === 'aws_default_security_group'
  const related = (type: string): readonly Part[] => resources.referring(type, 'security_group_id', part)
  const own = rulesIn(related('aws_security_group_rule'))
  return item(part, {
    isdefault: constant(part, isDefault),
    description: isDefault ? constant(part, '') : text(part, 'description', 'Managed by Terraform'),
    vpcid: text(part, 'vpc_id'),
    ingressrules: [
      ...blocks(part, 'ingress').map(rule),
      ...own.ingressrules,
      ...related('aws_vpc_security_group_ingress_rule').map(singleRule),
    ],
    egressrules: [
      ...blocks(part, 'egress').map(rule),
      ...own.egressrules,
      ...related('aws_vpc_security_group_egress_rule').map(singleRule),
    ],
  })
}

function rulesIn(parts: readonly Part[]): {
  readonly ingressrules: readonly Item[]
  readonly egressrules: readonly Item[]
} {
  const of = (type: string): readonly Item[] =>
    parts.filter((part) => argument(part, 'type') === type).map(rule)
  return { ingressrules: of('ingress'), egressrules: of('egress') }
}

function rule(part: Part): Item {
  return item(part, {
    description: text(part, 'description'),
    cidrs: [...texts(part, 'cidr_blocks'), ...texts(part, 'ipv6_cidr_blocks')],
    ...ports(part, 'protocol'),
  })
}

function singleRule(part: Part): Item {
  return item(part, {
    description: text(part, 'description'),
    cidrs: [...texts(part, 'cidr_ipv4'), ...texts(part, 'cidr_ipv6')],
    ...ports(part, 'ip_protocol'),
  })
}

function ports(part: Part, protocol: string): { readonly [name: string]: State } {
  return {
    fromport: number(part, 'from_port', -1),
    toport: number(part, 'to_port', -1),
    protocol: text(part, protocol),
  }
}

function aclRule(part: Part): Item {
  const out = flag(part, 'egress')
  return item(part, {
    type: { ...out, value: out.value === true ? 'egress' : 'ingress' },
    action: text(part, 'rule_action'),
    cidrs: [...texts(part, 'cidr_block'), ...texts(part, 'ipv6_cidr_block')],
    ...ports(part, 'protocol'),
  })
}
