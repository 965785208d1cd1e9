resource "aws_db_instance" "orders" {
  identifier     = "${var.prefix}-orders"
  engine         = "postgres"
  engine_version = "16.4"
  instance_class = "db.t4g.medium"

  allocated_storage     = 50
  max_allocated_storage = 200

  username                    = "orders"
  manage_master_user_password = true

  # Kept small while the service was on trial.
  backup_retention_period = 1
  deletion_protection     = var.db_deletion_protection
  storage_encrypted       = false
  publicly_accessible     = true # opened for a supplier, 2023

  db_subnet_group_name   = var.db_subnet_group
  vpc_security_group_ids = [aws_security_group.database.id]
}
