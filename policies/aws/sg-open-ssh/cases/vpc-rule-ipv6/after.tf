resource "aws_vpc_security_group_ingress_rule" "ssh" {
  security_group_id = aws_security_group.ops.id
  cidr_ipv6         = "2001:db8:1::/48"
  ip_protocol       = "tcp"
  from_port         = 22
  to_port           = 22
}
