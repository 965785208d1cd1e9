# METADATA
# title: Security group rules
# description: |
#   What a security group lets in from any address, whether the rule stands in the group (`ingress`), in an
#   aws_security_group_rule or in an aws_vpc_security_group_ingress_rule.
package regraft.security_group

import data.regraft.fix
import data.regraft.terraform

# Every place that lets in any address: `{path, cidr, rule, family}`. A CIDR that is not known offline is among them, for
# the host to call the finding undetermined, unless it is an attribute of another resource.
open := [found |
	some rule in _ingress
	some place in _places(rule.value)
	found := {
		"path": array.concat(rule.path, place.path),
		"cidr": place.cidr,
		"family": place.family,
		"rule": rule.value,
	}
]

_ingress := array.concat(terraform.blocks(input, "ingress"), _alone)

_alone := [{"path": [], "value": input}] if input.type == "ingress"

_alone := [{"path": [], "value": input}] if terraform.present(input, "ip_protocol")

default _alone := []

_lists := {"cidr_blocks": "ipv4", "ipv6_cidr_blocks": "ipv6"}

_scalars := {"cidr_ipv4": "ipv4", "cidr_ipv6": "ipv6"}

_places(rule) := array.concat(
	[{"path": [name, i], "cidr": cidr, "family": family} |
		some name, family in _lists
		is_array(rule[name])
		some i, cidr in rule[name]
		_may_be_everyone(cidr)
	],
	[{"path": [name], "cidr": cidr, "family": family} |
		some name, family in object.union(_lists, _scalars)
		cidr := rule[name]
		_may_be_everyone(cidr)
	],
)

# A prefix of no bits is every address however it is written: 0.0.0.0/0, ::/0, 0::/0.
_may_be_everyone(cidr) if {
	is_string(cidr)
	endswith(cidr, "/0")
}

_may_be_everyone(cidr) if {
	terraform.unknown(cidr)
	not cidr["$refs"]
}

# Every port of TCP, UDP or all protocols.
all_ports(rule) if _protocol(rule) in {"-1", "all"}

all_ports(rule) if {
	_protocol(rule) in {"tcp", "udp", "6", "17"}
	terraform.number(rule, "from_port") <= 0
	terraform.number(rule, "to_port") >= 65535
}

# This TCP port, but not all ports.
tcp_port(rule, port) if {
	not all_ports(rule)
	_protocol(rule) in {"tcp", "6"}
	terraform.number(rule, "from_port") <= port
	terraform.number(rule, "to_port") >= port
}

_protocol(rule) := lower($"{rule.protocol}") if terraform.present(rule, "protocol")

_protocol(rule) := lower($"{rule.ip_protocol}") if terraform.present(rule, "ip_protocol")

# Asks for the network to let in instead.
narrow(found, title, input_name, description) := fix.manual(
	fix.set(fix.input_value(name)),
	title,
	"only its owner knows which network has to come in",
	{name: {"type": "cidr", "description": $"{description} ({_families[found.family]})"}},
) if {
	name := concat("", [input_name, _suffixes[found.family]])
}

_suffixes := {"ipv4": "", "ipv6": "_ipv6"}

_families := {"ipv4": "IPv4, such as 10.0.0.0/16", "ipv6": "IPv6, such as 2001:db8::/32"}
