variable "scan" {
  type    = bool
  default = false
}
