"""The business, pure: values come in, values go out."""
