"""What it means: rules judge evidence; they touch no network and no clock."""
