resource "aws_db_instance" "shop" {
  identifier              = "shop"
  engine                  = "mysql"
  instance_class          = "db.t4g.micro"
  backup_retention_period = 7
}

resource "aws_db_instance" "replica" {
  identifier          = "shop-replica"
  instance_class      = "db.t4g.micro"
  replicate_source_db = aws_db_instance.shop.identifier
}
