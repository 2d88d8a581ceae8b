"""How fast the desk is beside bare references, as ratios within one run (`make bench`)."""
