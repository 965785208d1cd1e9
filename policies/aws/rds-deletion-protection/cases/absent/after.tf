resource "aws_db_instance" "shop" {
  identifier     = "shop"
  engine         = "mysql"
  instance_class = "db.t4g.micro"

  deletion_protection = true
}
