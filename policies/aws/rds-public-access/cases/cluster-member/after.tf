resource "aws_rds_cluster_instance" "shop" {
  cluster_identifier  = "shop"
  engine              = "aurora-postgresql"
  instance_class      = "db.r6g.large"
  publicly_accessible = false
}
