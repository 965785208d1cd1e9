resource "aws_db_instance" "shop" {
  identifier        = "shop"
  engine            = "postgres"
  instance_class    = "db.t4g.micro"
  allocated_storage = 20
  storage_encrypted = true
}

resource "aws_db_instance" "replica" {
  identifier          = "shop-replica"
  instance_class      = "db.t4g.micro"
  replicate_source_db = aws_db_instance.shop.identifier
}

resource "aws_db_instance" "restored" {
  identifier          = "shop-restored"
  instance_class      = "db.t4g.micro"
  snapshot_identifier = "shop-2026-01-01"
}
