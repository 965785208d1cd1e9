resource "aws_sqs_queue" "orders" {
  name                    = "orders"
  sqs_managed_sse_enabled = false # was slower once
}

resource "aws_sqs_queue" "invoices" {
  name              = "invoices"
  kms_master_key_id = aws_kms_key.queues.id
}

resource "aws_sqs_queue" "mails" {
  name                    = "mails"
  sqs_managed_sse_enabled = var.encrypt
}

variable "encrypt" {
  type = bool
}

resource "aws_kms_key" "queues" {
  enable_key_rotation = true
}
