"""What lies beside the images: see __main__.py."""
