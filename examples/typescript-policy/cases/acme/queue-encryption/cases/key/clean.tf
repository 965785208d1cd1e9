resource "aws_sqs_queue" "invoices" {
  name              = "invoices"
  kms_master_key_id = aws_kms_key.queues.id
}
