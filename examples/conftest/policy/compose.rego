package main

deny_privileged[msg] {
	service := input.services[name]
	service.privileged == true
	msg := sprintf("service %v is privileged", [name])
}

warn[{"msg": msg, "service": name}] {
	service := input.services[name]
	not service.restart
	msg := sprintf("service %v does not restart", [name])
}
