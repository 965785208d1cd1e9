variable "prefix" {
  type    = string
  default = "ledgerline"
}

variable "vpc_id" {
  type = string
}

variable "db_subnet_group" {
  type = string
}

variable "bastion_ami" {
  type = string
}

variable "db_deletion_protection" {
  description = "Keeps the database from being deleted by one call."
  type        = bool
  default     = false # until the first customers come
}
