# METADATA
# title: Security group rules
# description: |
#   What a security group lets in from any address, whether the rule stands in the group (`ingress`), in an
#   aws_security_group_rule or in an aws_vpc_security_group_ingress_rule.
package regraft.security_group

import data.regraft.fix
import data.regraft.terraform

# Every place that lets in any address, or half of all: `{path, cidr, rule, family, whom, peers}`; `peers` are such places
# of the same list, the place among them. A CIDR that is not known offline is a place too, for the host to call the finding
# undetermined, unless it is an attribute of another resource.
open := [found |
	some rule in _ingress
	some place in _places(rule.value)
	found := {
		"path": array.concat(rule.path, place.path),
		"cidr": place.cidr,
		"family": place.family,
		"whom": _whom(place.cidr),
		"rule": rule.value,
		"peers": [{"path": array.concat(rule.path, peer.path), "cidr": peer.cidr} |
			some peer in place.peers
			is_string(peer.cidr)
		],
	}
]

_ingress := array.concat(terraform.blocks(input, "ingress"), _alone)

_alone := [{"path": [], "value": input}] if input.type == "ingress"

_alone := [{"path": [], "value": input}] if terraform.present(input, "ip_protocol")

default _alone := []

_lists := {"cidr_blocks": "ipv4", "ipv6_cidr_blocks": "ipv6"}

_scalars := {"cidr_ipv4": "ipv4", "cidr_ipv6": "ipv6"}

_places(rule) := array.concat(
	[object.union(place, {"family": family, "peers": peers}) |
		some name, family in _lists
		is_array(rule[name])
		peers := [{"path": [name, i], "cidr": cidr} | some i, cidr in rule[name]; _may_be_everyone(cidr)]
		some place in peers
	],
	[{"path": [name], "cidr": cidr, "family": family, "peers": []} |
		some name, family in object.union(_lists, _scalars)
		cidr := rule[name]
		_may_be_everyone(cidr)
	],
)

# A prefix of no bits is every address however it is written: 0.0.0.0/0, ::/0, 0::/0. One of one bit is half of them, and
# stands beside the other half more often than for any network: 0.0.0.0/1 and 128.0.0.0/1.
_may_be_everyone(cidr) if {
	is_string(cidr)
	split(cidr, "/")[1] in {"0", "1"}
}

_may_be_everyone(cidr) if {
	terraform.unknown(cidr)
	not cidr["$refs"]
}

_whom(cidr) := "half of all addresses" if {
	is_string(cidr)
	endswith(cidr, "/1")
} else := "any address"

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

# Asks for the network to let in instead, once for a list: AWS takes no address twice.
narrow(found, title, input_name, description) := fix.manual(
	fix.all(array.concat(
		[fix.at(fix.set(fix.input_value(name)), array.concat(found.peers, [found])[0].path)],
		[fix.at(fix.remove_item(peer.cidr), array.slice(peer.path, 0, count(peer.path) - 1)) |
			some peer in array.slice(found.peers, 1, count(found.peers))
		],
	)),
	title,
	"only its owner knows which network has to come in",
	{name: {"type": "cidr", "description": $"{description} ({_families[found.family]})"}},
) if {
	name := concat("", [input_name, _suffixes[found.family]])
}

_suffixes := {"ipv4": "", "ipv6": "_ipv6"}

_families := {"ipv4": "IPv4, such as 10.0.0.0/16", "ipv6": "IPv6, such as 2001:db8::/32"}
