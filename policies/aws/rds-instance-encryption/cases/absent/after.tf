resource "aws_db_instance" "shop" {
  identifier        = "shop"
  engine            = "postgres"
  instance_class    = "db.t4g.micro"
  allocated_storage = 20

  deletion_protection = true
  storage_encrypted   = true
}
