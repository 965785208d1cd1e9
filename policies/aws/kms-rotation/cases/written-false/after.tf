resource "aws_kms_key" "invoices" {
  description         = "Encrypts invoices"
  enable_key_rotation = true
  key_usage           = "ENCRYPT_DECRYPT"
}
