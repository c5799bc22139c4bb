# case: what the language has
locals {
  text  = "p${var.a}q%{ if var.b }x%{ else }y%{ endif }$${z}"
  doc   = <<-END
    line ${var.a}
  END
  list  = [for k, v in var.m : v if k != "a"]
  map   = { for k in var.l : k => k... }
  one   = var.l[0].name == null ? -1 : (1 + 2) * 3
  all   = var.l[*].name
  calls = merge({ a = 1, "b" : 2 }, var.more...) # and a comment
  /* another */
}
